package io.segue.sync.member;

import io.segue.connection.TargetPlace;
import io.segue.sync.SentKeys.Direction;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one sync knows of one key.
 *
 * @param order what a person ordered of the sync, and how it is
 * @param isWanted whether a member with the key is present: not always the one who was asked for
 * @param isHeld whether LaunchDarkly confirmed to hold the key, or may hold it
 * @param unsure why nobody knows whether LaunchDarkly holds it: the next run asserts it again
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
        Unsure unsure,
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
            Optional<ShownError> failure,
            Optional<Instant> nextRunAt) {

        public boolean isOn() {
            return !mode.equals("off");
        }
    }

    /** What may have become of a key that LaunchDarkly had confirmed. */
    public enum Unsure {
        NOT,
        /** A call was made whose end nobody saw. */
        UNANSWERED,
        /** LaunchDarkly lost the segment. */
        LOST,
        /** A person has everything sent again. */
        SENT_AGAIN
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
            Optional<Integer> status,
            Optional<ShownError> failure) {

        private static final int TIMED_OUT = 408;

        public boolean isDone() {
            return failure.isEmpty();
        }

        /** LaunchDarkly did nothing of it, and said so. */
        boolean isRefused() {
            return !isDone()
                    && status.filter(code -> code >= 400 && code < 500 && code != TIMED_OUT)
                            .isPresent();
        }
    }

    /**
     * A refusal is an answer, too: what was so before it still is. Until the sync goes on, the key stands in an open batch all
     * the same, since the next run asserts it again.
     */
    public KeyRecord asAnswered() {
        List<KeyCall> refused = calls.stream().takeWhile(call -> !call.isDone()).toList();
        if (unsure != Unsure.UNANSWERED
                || order.state().equals("ready")
                || refused.isEmpty()
                || !refused.stream().allMatch(KeyCall::isRefused)) {
            return this;
        }
        boolean isHeldStill = calls.size() > refused.size()
                ? calls.get(refused.size()).direction() == Direction.ADDED
                : refused.get(0).direction() == Direction.REMOVED;
        return new KeyRecord(
                connectionId, connection, order, isWanted, isHeldStill, Unsure.NOT, quarantine, hold, place, calls);
    }

    KeyRecord with(List<KeyCall> found) {
        return new KeyRecord(connectionId, connection, order, isWanted, isHeld, unsure, quarantine, hold, place, found);
    }
}
