package io.segue.configuration.document;

import io.segue.configuration.document.Entry.Form;
import io.segue.configuration.document.Entry.Scalar;
import io.segue.connection.Region;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.hold.HoldPolicy;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a configuration from a document, and refuses the whole of it with the place of the first fault. */
public final class ConfigurationReader {

    static final int MOST_SEGMENTS = 5_000;

    private static final int MOST_CONNECTIONS = 1_000;
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_TEXT = 512;
    /** Heap's own word, which is taken as it is. */
    private static final int LONGEST_SEGMENT_NAME = 100_000;

    private static final String OFF = "off";
    private static final String DEFAULT = "default";
    private static final HoldPolicy NONE_HELD = new HoldPolicy(0, 0, true);
    private static final Pattern ENVIRONMENT = Pattern.compile("[0-9a-f]{24}");

    private ConfigurationReader() {}

    public static Configuration read(byte[] document, boolean isJson) {
        Fields whole = Fields.of(
                DocumentReader.read(document, isJson), ordered("version", "settings", "connections", "segments"));
        int version = whole.whole("version")
                .orElseThrow(() -> whole.at().refuse("expected the field version, it is missing. Write version: 1."));
        if (version != Configuration.VERSION) {
            throw whole.spot("version").refuse("expected 1, got " + version + ". This Segue knows no other.");
        }
        return new Configuration(
                whole.entry("settings").map(ConfigurationReader::settings).orElse(SettingsEntry.NONE),
                each(
                        whole,
                        "connections",
                        MOST_CONNECTIONS,
                        ConfigurationReader::connection,
                        c -> c.name(),
                        c -> c.at()),
                each(whole, "segments", MOST_SEGMENTS, ConfigurationReader::segment, s -> s.heapId(), s -> s.at()));
    }

    private static SettingsEntry settings(Entry entry) {
        Fields fields = Fields.of(entry, ordered("signatureWindowSeconds", "holdRemovals"));
        return new SettingsEntry(
                fields.at(),
                fields.whole("signatureWindowSeconds"),
                fields.entry("holdRemovals").map(rule -> {
                    RemovalsEntry read = removals(rule);
                    if (read.policy().isEmpty()) {
                        throw read.at().refuse("expected off, or floor and percent; default is for segments.");
                    }
                    return read;
                }));
    }

    private static RemovalsEntry removals(Entry entry) {
        if (entry instanceof Scalar scalar && scalar.form() == Form.TEXT) {
            return switch (scalar.text()) {
                case OFF -> new RemovalsEntry(entry.at(), Optional.of(NONE_HELD));
                case DEFAULT -> new RemovalsEntry(entry.at(), Optional.empty());
                default ->
                    throw entry.at().refuse("expected off, default, or floor and percent, got " + entry.kind() + ".");
            };
        }
        Fields fields = Fields.of(entry, ordered("floor", "percent"));
        int floor = needed(fields, "floor");
        int percent = needed(fields, "percent");
        return new RemovalsEntry(
                entry.at(), Optional.of(checked(entry.at(), () -> new HoldPolicy(floor, percent, false))));
    }

    private static int needed(Fields fields, String name) {
        return fields.whole(name)
                .orElseThrow(() -> fields.at().refuse("expected the field " + name + ", it is missing."));
    }

    private static ConnectionEntry connection(Entry entry) {
        Fields fields = Fields.of(entry, ordered("name", "region", "clientSideId"));
        return new ConnectionEntry(
                fields.at(),
                fields.neededText("name", LONGEST_NAME),
                fields.text("region", LONGEST_NAME)
                        .map(word -> word(Region.values(), Region::word, word, fields.spot("region"))),
                fields.text("clientSideId", LONGEST_NAME).map(id -> {
                    if (!ENVIRONMENT.matcher(id).matches()) {
                        throw fields.spot("clientSideId")
                                .refuse("expected 24 hexadecimal digits, got " + Spot.shown(id) + ".");
                    }
                    return id;
                }));
    }

    private static SegmentEntry segment(Entry entry) {
        Fields fields = Fields.of(entry, ordered("heapId", "name", "keyField", "holdRemovals", "syncs"));
        Optional<String> keyField = fields.text("keyField", LONGEST_TEXT).map(String::strip);
        List<SyncEntry> syncs =
                each(fields, "syncs", MOST_CONNECTIONS, ConfigurationReader::sync, s -> s.connection(), s -> s.at());
        if (keyField.isPresent() && syncs.isEmpty()) {
            throw fields.spot("keyField").refuse("expected a sync that uses it; the segment names none.");
        }
        return new SegmentEntry(
                fields.at(),
                fields.neededId("heapId", LONGEST_TEXT),
                fields.text("name", LONGEST_SEGMENT_NAME),
                keyField,
                fields.entry("holdRemovals").map(ConfigurationReader::removals),
                syncs);
    }

    private static SyncEntry sync(Entry entry) {
        Fields fields = Fields.of(entry, ordered("connection", "mode", "interval", "followHeap", "paused", "empty"));
        Mode mode = word(Mode.values(), Mode::word, fields.neededText("mode", LONGEST_NAME), fields.spot("mode"));
        Optional<Boolean> paused = fields.truth("paused");
        Optional<Boolean> empty = fields.truth("empty");
        if (mode == Mode.OFF && paused.isPresent()) {
            throw fields.spot("paused").refuse("expected it with a mode that is on; this one is off.");
        }
        if (mode != Mode.OFF && empty.isPresent()) {
            throw fields.spot("empty").refuse("expected it with mode: off only; this one is " + mode.word() + ".");
        }
        return new SyncEntry(
                fields.at(),
                fields.neededText("connection", LONGEST_NAME),
                mode,
                fields.text("interval", LONGEST_NAME).map(text -> interval(fields.spot("interval"), text)),
                fields.truth("followHeap"),
                paused,
                empty);
    }

    private static Duration interval(Spot at, String text) {
        Duration interval = Intervals.read(text)
                .orElseThrow(() -> at.refuse("expected such as 4h, 90m or 75s, got " + Spot.shown(text) + "."));
        return checked(at, () -> new SyncOrder(0, Mode.RECURRING, interval, true, Optional.empty()))
                .interval();
    }

    /** What a value refuses by itself is refused with its place. */
    private static <T> T checked(Spot at, Supplier<T> value) {
        try {
            return value.get();
        } catch (ProblemException e) {
            throw at.refuse(e.detail());
        }
    }

    private static <T> T word(T[] values, Function<T, String> wordOf, String given, Spot at) {
        return Arrays.stream(values)
                .filter(value -> wordOf.apply(value).equals(given))
                .findFirst()
                .orElseThrow(() -> at.refuse("expected "
                        + Arrays.stream(values).map(wordOf).collect(Collectors.joining(", ")) + ", got "
                        + Spot.shown(given) + "."));
    }

    private static <T> List<T> each(
            Fields fields,
            String name,
            int most,
            Function<Entry, T> read,
            Function<T, String> key,
            Function<T, Spot> at) {
        List<Entry> given = fields.list(name);
        if (given.size() > most) {
            throw fields.spot(name).refuse("expected at most " + most + ", got " + given.size() + ".");
        }
        List<T> found = given.stream().map(read).toList();
        Set<String> seen = new HashSet<>();
        for (T one : found) {
            if (!seen.add(key.apply(one))) {
                throw at.apply(one).refuse("expected each once, this one stands here a second time.");
            }
        }
        return found;
    }

    private static Set<String> ordered(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
