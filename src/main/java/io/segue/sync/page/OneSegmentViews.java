package io.segue.sync.page;

import io.segue.platform.OpaqueIds;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SyncSummary;
import io.segue.sync.arrival.ArrivalRules;
import io.segue.sync.difference.PendingPlanner;
import io.segue.sync.lateness.Silences;
import io.segue.sync.page.SegmentView.Ordered;
import io.segue.sync.size.SizeHistory;
import io.segue.sync.size.SizeWindow;
import io.segue.tenant.CurrentTenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads what the page of one segment shows. */
@ApplicationScoped
class OneSegmentViews {

    private static final int RUNS = 20;

    private final SegmentViews views;
    private final RunViews runs;
    private final PendingPlanner pending;
    private final SizeHistory sizes;
    private final Silences silences;
    private final ArrivalRules arrivals;
    private final OpaqueIds ids;
    private final CurrentTenant tenant;

    OneSegmentViews(
            SegmentViews views,
            RunViews runs,
            PendingPlanner pending,
            SizeHistory sizes,
            Silences silences,
            ArrivalRules arrivals,
            OpaqueIds ids,
            CurrentTenant tenant) {
        this.views = views;
        this.runs = runs;
        this.pending = pending;
        this.sizes = sizes;
        this.silences = silences;
        this.arrivals = arrivals;
        this.ids = ids;
        this.tenant = tenant;
    }

    SegmentView show(SegmentSummary segment, SizeWindow window) {
        List<SyncSummary> syncs = views.syncs(tenant.id(), segment.id());
        return new SegmentView(
                tenant.slug(),
                tenant.canEdit(),
                ids.encode(SegmentSummary.PREFIX, segment.id()),
                segment,
                syncs.stream().map(this::ordered).toList(),
                runs.ofSegment(tenant.id(), segment.id(), RUNS),
                syncs.size() < views.places(tenant.id()).size(),
                syncs.isEmpty() && arrivals.awaits(tenant.id(), segment.id())
                        ? arrivals.ofTenant(tenant.id()).rule()
                        : Optional.empty(),
                silences.ofSegment(tenant.id(), segment.id()),
                window,
                sizes.of(tenant.id(), segment.id(), window));
    }

    private Ordered ordered(SyncSummary sync) {
        return new Ordered(
                sync, pending.plan(tenant.id(), ids.decode("syn", sync.id()).orElseThrow()));
    }
}
