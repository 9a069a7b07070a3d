package io.segue.configuration.document;

import java.util.List;
import java.util.Optional;

/**
 * What is configured of a segment.
 *
 * @param name Heap's word counts once Heap has sent the segment; only one that is made ahead is called so
 * @param removals absent: stays as it is
 */
public record SegmentEntry(
        Spot at,
        String heapId,
        Optional<String> name,
        Optional<String> keyField,
        Optional<RemovalsEntry> removals,
        List<SyncEntry> syncs) {

    public SegmentEntry {
        syncs = List.copyOf(syncs);
    }
}
