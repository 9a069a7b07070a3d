package io.segue.sync.claim;

/**
 * A sync taken for one run.
 *
 * @param fence grows with every claim; whatever is written for the run is written only while it is still ours
 */
public record Claim(long tenant, long sync, long segment, long connection, long fence) {

    private static final int BATCHES_BITS = 20;

    /** Batch numbers of this claim begin here; all earlier claims' are below. */
    public long firstBatch() {
        return fence << BATCHES_BITS;
    }
}
