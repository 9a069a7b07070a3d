package io.segue.sync.page;

import io.segue.segment.SegmentSummary;
import io.segue.sync.SyncSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One page of the list of segments.
 *
 * @param counts how many segments fit the search, by the word of each condition
 * @param newOnesGoTo where new segments are turned on by default; empty while they stay off
 * @param turned how many segments an action just turned on or off
 */
record SegmentList(
        String slug,
        boolean canEdit,
        SegmentQuery query,
        Map<String, Long> counts,
        List<Row> rows,
        int connections,
        Optional<String> newOnesGoTo,
        Optional<Turned> turned) {

    /**
     * A segment with its syncs, as one group of lines.
     *
     * @param canChoose whether it can be turned on or off together with others
     */
    record Row(String slug, boolean canEdit, boolean canChoose, String id, SegmentSummary segment, List<Line> lines) {

        /** Then its lines are looked at again soon. */
        public boolean isRunning() {
            return lines.stream().anyMatch(line -> line.sync().isRunning());
        }

        /** A segment that was never turned on has no line of its own. */
        public boolean isNew() {
            return lines.isEmpty();
        }
    }

    /** One sync of a segment. */
    record Line(SyncSummary sync, Optional<Sparkline> sizes) {}

    /** What an action on many segments did. */
    record Turned(boolean on, boolean once, int segments) {}

    /** Without a connection there is nothing to turn on or off. */
    public boolean canChoose() {
        return canEdit && connections > 0;
    }

    public long count(SegmentQuery.Filter filter) {
        return counts.getOrDefault(filter.word(), 0L);
    }

    /** So many segments are in the list that this is a page of. */
    public long total() {
        return count(query.filter());
    }

    public int first() {
        return rows.isEmpty() ? 0 : query.skip() + 1;
    }

    public int last() {
        return query.skip() + rows.size();
    }

    public int pages() {
        return (int) Math.max(1, (total() + SegmentQuery.PAGE - 1) / SegmentQuery.PAGE);
    }

    /** The pages that can be gone to: the first, the last, and those near this one; 0 is a gap. */
    public List<Integer> pagesShown() {
        int current = query.page();
        int all = pages();
        return IntStream.rangeClosed(1, all)
                .filter(page -> page == 1 || page == all || Math.abs(page - current) <= 2)
                .boxed()
                .flatMap(page ->
                        page > 1 && page != 2 && page == Math.max(2, current - 2) || page == all && all > current + 3
                                ? Stream.of(0, page)
                                : Stream.of(page))
                .toList();
    }
}
