package io.segue.sync.rest;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.lateness.Silences;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads segments for the API: as many at once as are asked for. */
@ApplicationScoped
class SegmentReads {

    private final Database database;
    private final SyncReads syncs;
    private final Silences silences;
    private final OpaqueIds ids;

    SegmentReads(Database database, SyncReads syncs, Silences silences, OpaqueIds ids) {
        this.database = database;
        this.syncs = syncs;
        this.silences = silences;
        this.ids = ids;
    }

    String id(SegmentSummary segment) {
        return ids.encode(SegmentSummary.PREFIX, segment.id());
    }

    ShownSegment shown(long tenant, SegmentSummary segment) {
        return shown(tenant, List.of(segment)).get(0);
    }

    /** In the order in which they were given. */
    List<ShownSegment> shown(long tenant, List<SegmentSummary> segments) {
        List<Long> numbers = segments.stream().map(SegmentSummary::id).toList();
        return database.inTenant(tenant, connection -> {
            Map<Long, List<ShownSync>> ofEach = syncs.ofSegments(connection, tenant, numbers);
            Map<Long, Instant> silent = silences.since(connection, tenant, numbers);
            return segments.stream()
                    .map(segment -> new ShownSegment(
                            id(segment),
                            segment.heapId(),
                            segment.name(),
                            segment.members(),
                            segment.heardAt(),
                            segment.changedAt().orElse(null),
                            segment.keyField().orElse(null),
                            silent.get(segment.id()),
                            ofEach.getOrDefault(segment.id(), List.of())))
                    .toList();
        });
    }
}
