package io.segue.erasure;

import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One erasure, as it stands; it does not say whom it is about.
 *
 * @param id its opaque id
 * @param values how many ids and keys were blocked
 * @param failure what stands in the way, if something does
 */
public record Erasure(
        String id,
        Instant requestedAt,
        String requestedBy,
        String reference,
        int values,
        Steps steps,
        Counts counts,
        Heap heap,
        List<Place> places,
        Optional<ShownError> failure,
        Optional<Instant> liftedAt,
        Optional<String> liftedBy) {

    /** The prefix of its opaque id. */
    public static final String PREFIX = "ers";

    public Erasure {
        places = List.copyOf(places);
    }

    /** When each step was done. */
    public record Steps(
            Optional<Instant> removedAt,
            Optional<Instant> bodiesAt,
            Optional<Instant> confirmedAt,
            Optional<Instant> recordsAt,
            Optional<Instant> doneAt) {}

    /** What was done; the records say what else was made to forget, and how much of it. */
    public record Counts(int members, int segments, int bodiesChecked, int bodies, Map<String, Integer> records) {

        public Counts {
            records = Collections.unmodifiableMap(new TreeMap<>(records));
        }
    }

    /** Heap's own deletion: no, wanted, asked, complete or failed. */
    public record Heap(
            String state,
            Optional<String> request,
            Optional<Instant> askedAt,
            Optional<Instant> doneAt,
            Optional<String> message) {

        public boolean isWanted() {
            return !state.equals("no");
        }

        /** Why Heap was not asked. */
        public Optional<ShownError> error() {
            return message.map(words -> new ShownError(ErrorCode.HEAP_DELETION_REFUSED, words));
        }
    }

    /**
     * A LaunchDarkly segment that the person had to leave.
     *
     * @param state waiting, confirmed or closed (by a person, who saw to it there)
     * @param call the call that LaunchDarkly answered
     * @param asked what LaunchDarkly said when it was asked afterwards
     * @param obstacle why it waits, when its sync failed last
     */
    public record Place(
            String syncId,
            String segment,
            String connection,
            String state,
            Optional<Instant> endedAt,
            Optional<String> closedBy,
            Optional<Call> call,
            Optional<Instant> askedAt,
            Optional<String> asked,
            Optional<ShownError> obstacle) {

        public boolean isWaiting() {
            return state.equals("waiting");
        }
    }

    /** A call to LaunchDarkly with its answer. */
    public record Call(String runId, int ordinal, Instant at, int status) {}

    public boolean isDone() {
        return steps.doneAt().isPresent();
    }

    public boolean isLifted() {
        return liftedAt.isPresent();
    }

    public long waiting() {
        return places.stream().filter(Place::isWaiting).count();
    }

    /** Some of it does not go on before somebody mends something. */
    public boolean isHindered() {
        return heap.state().equals("failed")
                || places.stream().anyMatch(place -> place.obstacle().isPresent());
    }

    /** In one word: beginning, leaving, forgetting, waiting-for-heap or done. */
    public String state() {
        if (isDone()) {
            return "done";
        }
        if (steps.removedAt().isEmpty()) {
            return "beginning";
        }
        if (steps.confirmedAt().isEmpty()) {
            return "leaving";
        }
        return steps.recordsAt().isEmpty() || steps.bodiesAt().isEmpty() ? "forgetting" : "waiting-for-heap";
    }
}
