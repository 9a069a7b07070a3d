package io.segue.sync.rest;

import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads segments for the API. */
@ApplicationScoped
class SegmentReads {

    private final SyncReads syncs;
    private final OpaqueIds ids;

    SegmentReads(SyncReads syncs, OpaqueIds ids) {
        this.syncs = syncs;
        this.ids = ids;
    }

    String id(SegmentSummary segment) {
        return ids.encode(SegmentSummary.PREFIX, segment.id());
    }

    ShownSegment shown(long tenant, SegmentSummary segment) {
        return new ShownSegment(
                id(segment),
                segment.heapId(),
                segment.name(),
                segment.members(),
                segment.heardAt(),
                syncs.silentSince(tenant, segment.id()).orElse(null),
                syncs.ofSegment(tenant, segment.id()));
    }
}
