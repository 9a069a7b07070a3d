package io.segue.sync.member;

import io.segue.connection.TargetPlace;
import io.segue.sync.SentKeys.Direction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one sync knows of one key.
 *
 * @param order what a person ordered of the sync, and how it is
 * @param isWanted whether a member with the key is present: not always the one who was asked for
 * @param isHeld whether LaunchDarkly confirmed to hold the key, or may hold it
 * @param isUncertain whether a call with the key was made whose end nobody saw: the next run asserts it again
 * @param hold removals of the sync wait for a person, and this key's with them if it is to leave
 * @param place where LaunchDarkly keeps the segment, once it told
 * @param calls the latest calls with the key, newest first
 */
public record KeyRecord(
        String connectionId,
        String connection,
        Order order,
        boolean isWanted,
        boolean isHeld,
        boolean isUncertain,
        Optional<Quarantine> quarantine,
        Optional<HeldBack> hold,
        Optional<TargetPlace> place,
        List<KeyCall> calls) {

    public KeyRecord {
        calls = List.copyOf(calls);
    }

    /**
     * The sync itself.
     *
     * @param isEmptying whether all that LaunchDarkly holds is being removed, or was
     */
    public record Order(
            String mode,
            String state,
            boolean isPaused,
            boolean isEmptying,
            Optional<String> failure,
            Optional<Instant> nextRunAt) {

        public boolean isOn() {
            return !mode.equals("off");
        }
    }

    /** LaunchDarkly refused the key, with its own words. */
    public record Quarantine(boolean adding, String reason, Instant at) {}

    /** So many removals of the sync wait for a person's word. */
    public record HeldBack(long removals, Instant since) {}

    /** A call to LaunchDarkly that carried the key. */
    public record KeyCall(
            String runId,
            int ordinal,
            Instant at,
            Direction direction,
            boolean isDone,
            Optional<Integer> status,
            Optional<String> message) {}

    KeyRecord with(List<KeyCall> found) {
        return new KeyRecord(
                connectionId, connection, order, isWanted, isHeld, isUncertain, quarantine, hold, place, found);
    }
}
