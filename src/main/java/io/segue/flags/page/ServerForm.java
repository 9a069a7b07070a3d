package io.segue.flags.page;

import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.write.WriteMode;
import io.segue.flags.write.WriteOrder;
import io.segue.flags.write.WriteSettings;
import io.segue.web.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/** What someone typed to order flag values for Heap; nothing of it is checked yet. */
record ServerForm(
        String appId,
        String region,
        String mode,
        String hours,
        boolean isAll,
        List<String> segments,
        boolean isIdentity) {

    ServerForm {
        segments = List.copyOf(segments);
    }

    static ServerForm of(MultivaluedMap<String, String> form) {
        return new ServerForm(
                text(form, "appId"),
                text(form, "region"),
                text(form, "mode"),
                text(form, "hours"),
                !text(form, "whom").equals("chosen"),
                form.getOrDefault("segment", List.of()),
                form.containsKey("identity"));
    }

    static ServerForm of(WriteOrder order, List<String> segments) {
        return new ServerForm(
                order.place().map(HeapPlace::appId).orElse(""),
                order.place().map(place -> place.region().word()).orElse(HeapRegion.US.word()),
                order.mode().word(),
                Long.toString(order.interval().toHours()),
                order.segments().isEmpty(),
                segments,
                order.identityBy().isPresent());
    }

    static ServerForm empty() {
        return new ServerForm("", HeapRegion.US.word(), WriteMode.OFF.word(), "4", true, List.of(), false);
    }

    WriteSettings settings(ToLongFunction<String> segmentNumber) {
        List<Long> chosen = isAll
                ? List.of()
                : segments.stream().map(segmentNumber::applyAsLong).toList();
        if (!isAll && chosen.isEmpty()) {
            throw ProblemException.badRequest("Choosing segments: expected at least one, or all of them; got none.");
        }
        return new WriteSettings(
                new HeapPlace(appId, HeapRegion.of(region)),
                WriteMode.of(mode),
                Duration.ofHours(Numbers.whole("Setting the interval", hours)),
                chosen,
                isIdentity);
    }

    private static String text(MultivaluedMap<String, String> form, String name) {
        String typed = form.getFirst(name);
        return typed == null ? "" : typed.strip();
    }
}
