package io.segue.sync;

import java.util.concurrent.CompletionStage;

/** The port to where segments go. Implemented by the vendor's room. */
public interface SegmentTarget {

    /**
     * Sends one batch: adds and removes of one segment. Never fails exceptionally: every end is a {@link TargetAnswer}.
     * Connecting takes at most 3 s, the whole call at most 15 s.
     */
    CompletionStage<TargetAnswer> send(TargetSegment segment, Batch batch);

    /** What all who send have to keep to together. */
    Manners manners();
}
