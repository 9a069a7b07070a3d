package io.segue.erasure;

import io.segue.erasure.Erasure.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The document that tells what was removed from where, when, by whom, and what confirmed it; not who it was about. */
public record Proof(String tenant, Erasure erasure) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMM uuuu HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** As plain text, line by line. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add("PROOF OF ERASURE");
        lines.add("");
        lines.add("Erasure        " + erasure.id());
        lines.add("Organisation   " + tenant);
        lines.add("Requested      " + at(erasure.requestedAt()) + " by " + erasure.requestedBy());
        if (!erasure.reference().isEmpty()) {
            lines.add("Reference      " + erasure.reference());
        }
        lines.add("Identifiers    " + erasure.values() + ", not named here; Segue keeps keyed hashes of them alone");
        lines.add("State          "
                + erasure.steps().doneAt().map(at -> "complete since " + at(at)).orElse("NOT COMPLETE"));
        lines.add("");
        launchDarkly(lines);
        store(lines);
        heap(lines);
        block(lines);
        return String.join("\n", lines) + "\n";
    }

    private void launchDarkly(List<String> lines) {
        lines.add("LAUNCHDARKLY");
        if (erasure.places().isEmpty()) {
            lines.add("  LaunchDarkly was never told of this person.");
        }
        for (Place place : erasure.places()) {
            lines.add("  " + place.segment() + " in " + place.connection() + ": " + end(place));
            place.call()
                    .ifPresent(call -> lines.add("    removed with call " + call.ordinal() + " of run " + call.runId()
                            + ", answered " + call.status() + " at " + at(call.at())));
            place.asked()
                    .ifPresent(words ->
                            lines.add("    asked at " + at(place.askedAt()) + ", LaunchDarkly said: " + words));
        }
        lines.add("");
    }

    private static String end(Place place) {
        return switch (place.state()) {
            case "confirmed" -> "removed, confirmed at " + at(place.endedAt());
            case "closed" ->
                "closed at " + at(place.endedAt()) + " by " + place.closedBy().orElse("a person")
                        + ", who said to have removed it there by hand";
            default ->
                "NOT YET CONFIRMED"
                        + place.obstacle().map(why -> ": " + why.message()).orElse("");
        };
    }

    private void store(List<String> lines) {
        lines.add("SEGUE");
        lines.add("  members deleted: " + erasure.counts().members() + " in "
                + erasure.counts().segments() + " segments"
                + done(erasure.steps().removedAt()));
        lines.add("  kept bodies of Heap's pages looked through: "
                + erasure.counts().bodiesChecked() + ", written anew: "
                + erasure.counts().bodies() + done(erasure.steps().bodiesAt()));
        erasure.counts().records().forEach((what, count) -> lines.add("  " + what + " made to forget: " + count));
        lines.add("  everything that was kept" + done(erasure.steps().recordsAt()));
        lines.add("");
    }

    private void heap(List<String> lines) {
        lines.add("HEAP");
        String request = erasure.heap().request().map(id -> ", request " + id).orElse("");
        lines.add("  "
                + switch (erasure.heap().state()) {
                    case "no" -> "Heap was not asked to delete the person.";
                    case "complete" ->
                        "deleted" + request + ", complete at "
                                + at(erasure.heap().doneAt());
                    case "asked" ->
                        "NOT YET COMPLETE" + request + ", asked at "
                                + at(erasure.heap().askedAt());
                    default ->
                        "NOT ASKED YET"
                                + erasure.heap()
                                        .message()
                                        .map(why -> ": " + why)
                                        .orElse("");
                });
        lines.add("");
    }

    private void block(List<String> lines) {
        lines.add("BLOCK");
        lines.add(erasure.liftedAt()
                .map(at -> "  lifted at " + at(at) + " by " + erasure.liftedBy().orElse("a person"))
                .orElse("  The identifiers are not let in again, whatever Heap sends."));
    }

    private static String done(Optional<Instant> at) {
        return at.map(when -> ", done at " + at(when)).orElse(", NOT DONE YET");
    }

    private static String at(Optional<Instant> at) {
        return at.map(Proof::at).orElse("an unknown time");
    }

    private static String at(Instant at) {
        return TIME.format(at);
    }
}
