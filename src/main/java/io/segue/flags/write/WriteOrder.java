package io.segue.flags.write;

import io.segue.connection.CheckStep;
import io.segue.connection.Verdict;
import io.segue.flags.HeapPlace;
import io.segue.web.catalogue.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The order of one connection as stored; without the SDK key.
 *
 * @param place in Heap, once someone said where
 * @param state ready, retrying, stopped or parked
 * @param written how many users Heap has been told of
 */
public record WriteOrder(
        long number,
        long connection,
        Optional<HeapPlace> place,
        WriteMode mode,
        Duration interval,
        List<Long> segments,
        Optional<String> keyLastFour,
        Optional<Instant> checkedAt,
        List<CheckStep> checkSteps,
        Optional<String> identityBy,
        String state,
        Optional<Instant> nextRunAt,
        Optional<Instant> failingSince,
        Optional<String> failure,
        long written) {

    private static final int MOST_NAMES = 20;

    public WriteOrder {
        segments = List.copyOf(segments);
        checkSteps = List.copyOf(checkSteps);
    }

    public boolean isOn() {
        return mode != WriteMode.OFF;
    }

    /** For the audit log, which names the segments. */
    String words(List<String> names) {
        String whom = segments.isEmpty() ? "everybody in a segment" : "members of " + shortened(names);
        String where = place.map(to -> ", to the Heap environment " + to.appId() + " ("
                        + to.region().word() + ")")
                .orElse("");
        return switch (mode) {
            case OFF -> "off" + where;
            case ONCE -> "once, " + whom + where;
            case RECURRING ->
                "every " + (interval.toHours() == 1 ? "hour, " : interval.toHours() + " hours, ") + whom + where;
        };
    }

    private static String shortened(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    /** What a failure of it is called. */
    public ErrorCode error() {
        return state.equals("stopped") ? ErrorCode.FLAGS_STOPPED : ErrorCode.FLAGS_FAILED;
    }

    public boolean hasKey() {
        return keyLastFour.isPresent();
    }

    /** A step that could not be found out does not stand in the way. */
    public boolean isCheckPassed() {
        return checkSteps.stream().noneMatch(step -> step.verdict() == Verdict.FAILED);
    }
}
