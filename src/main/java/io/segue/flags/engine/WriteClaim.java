package io.segue.flags.engine;

/**
 * An order taken for one run.
 *
 * @param fence grows with every claim; whatever is written for the run is written only while it is still ours
 */
record WriteClaim(long tenant, long order, long connection, long fence) {

    private static final int BATCHES_BITS = 20;

    /** Batch numbers of this claim begin here; all earlier claims' are below. */
    long firstBatch() {
        return fence << BATCHES_BITS;
    }
}
