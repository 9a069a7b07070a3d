package io.segue.sync.page;

import io.segue.segment.SegmentSummary;
import io.segue.sync.RunSummary;
import io.segue.sync.SyncSummary;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.difference.PendingPlan;
import io.segue.sync.lateness.Silence;
import io.segue.sync.size.SizeWindow;
import io.segue.sync.size.Sizes;
import java.util.List;
import java.util.Optional;

/**
 * One segment in full.
 *
 * @param awaited how it is turned on by default, once Heap has sent it whole
 */
record SegmentView(
        String slug,
        boolean canEdit,
        String id,
        SegmentSummary segment,
        List<Ordered> syncs,
        List<RunSummary> runs,
        boolean mayTurnOnMore,
        Optional<ArrivalRule> awaited,
        Optional<Silence> silence,
        SizeWindow window,
        Sizes sizes) {

    /** So many rows stand beside the picture; it shows all. */
    private static final int ROWS = 100;

    SegmentView {
        syncs = List.copyOf(syncs);
        runs = List.copyOf(runs);
    }

    /** A sync, and what its next run will do. */
    record Ordered(SyncSummary sync, PendingPlan pending) {}

    public List<String> windows() {
        return SizeWindow.NAMES;
    }

    public List<Sizes.Step> rows() {
        List<Sizes.Step> changes = sizes.changes();
        return changes.subList(0, Math.min(ROWS, changes.size()));
    }

    public boolean hasMoreRows() {
        return sizes.changes().size() > ROWS;
    }

    public long inLaunchDarkly() {
        return syncs.stream().mapToLong(ordered -> ordered.sync().delivered()).sum();
    }

    /** Where the key field is changed: at any of its syncs, for it counts for all. */
    public String keyFieldPage() {
        String page = "/t/" + slug + "/segments/" + id + "/turn-on";
        return syncs.isEmpty()
                ? page
                : page + "?connection=" + syncs.get(0).sync().connectionId();
    }
}
