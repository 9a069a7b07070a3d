package io.segue.sync.claim;

/**
 * A sync taken for one run.
 *
 * @param fence grows with every claim; whatever is written for the run is written only while it is still ours
 */
public record Claim(long tenant, long sync, long segment, long connection, long fence) {

    /** The lower half of a claim's batch numbers is its runs', the upper half that of people's doubts, from its end on. */
    public static final int BATCHES_BITS = 20;

    /** Batch numbers of this claim begin here; all earlier claims' are below. */
    public long firstBatch() {
        return fence << BATCHES_BITS;
    }

    /** Whether a person put these keys in doubt, and no call of a run's. */
    public static boolean isOfPeople(long batch) {
        return (batch >> (BATCHES_BITS - 1) & 1) == 1;
    }
}
