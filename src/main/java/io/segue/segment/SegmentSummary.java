package io.segue.segment;

import java.time.Instant;
import java.util.Optional;

/**
 * A segment as the other rooms see it.
 *
 * @param keyField the field that holds the LaunchDarkly key, once someone chose it
 * @param changeSeq the number of its latest change: what a sync's cursor is compared with
 */
public record SegmentSummary(
        long id,
        String heapId,
        String name,
        Optional<String> keyField,
        long members,
        long changeSeq,
        Optional<Instant> changedAt,
        Instant heardAt) {

    /** The prefix of its opaque id. */
    public static final String PREFIX = "seg";
}
