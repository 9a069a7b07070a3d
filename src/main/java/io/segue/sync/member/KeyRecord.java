package io.segue.sync.member;

import io.segue.connection.TargetPlace;
import io.segue.sync.SentKeys.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one sync knows of one key.
 *
 * @param key what LaunchDarkly knows the person by
 * @param isEmptying whether all that LaunchDarkly holds is being removed
 * @param isHeld whether LaunchDarkly confirmed to hold the key, or may hold it
 * @param isUncertain whether a call with the key was made whose end nobody saw: the next run asserts it again
 * @param isBehind whether the segment changed since what the sync has delivered
 * @param place where LaunchDarkly keeps the segment, once it told
 * @param calls the latest calls with the key, newest first
 */
public record KeyRecord(
        String key,
        long segment,
        String connectionId,
        String connection,
        String mode,
        String state,
        boolean isPaused,
        boolean isEmptying,
        Optional<String> failure,
        Optional<Instant> nextRunAt,
        boolean isHeld,
        boolean isUncertain,
        boolean isBehind,
        Optional<Quarantine> quarantine,
        Optional<TargetPlace> place,
        List<KeyCall> calls) {

    /** LaunchDarkly refused the key, with its own words. */
    public record Quarantine(boolean adding, String reason, Instant at) {}

    /** A call to LaunchDarkly that carried the key. */
    public record KeyCall(
            String runId,
            int ordinal,
            Instant at,
            Direction direction,
            boolean isDone,
            Optional<Integer> status,
            Optional<String> message) {}

    public boolean isOn() {
        return !mode.equals("off");
    }
}
