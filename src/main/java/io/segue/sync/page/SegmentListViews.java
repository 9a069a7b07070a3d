package io.segue.sync.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SyncSummary;
import io.segue.sync.arrival.ArrivalRules;
import io.segue.sync.page.SegmentList.Line;
import io.segue.sync.page.SegmentList.Row;
import io.segue.sync.page.SegmentList.Turned;
import io.segue.sync.page.SegmentQuery.Filter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the list of segments: what it is narrowed to, how many there are in each condition, and one page of them. */
@ApplicationScoped
class SegmentListViews {

    /**
     * What is known of each segment that fits the search, found once for the counts and the page; its parameters are the
     * tenant, twice, the tenant again and, three times, the text.
     */
    static final String KNOWN = """
            with attention as materialized (
                select sync_id from hold where tenant_id = ? and state = 'open'
                union select sync_id from quarantined_key where tenant_id = ?),
            known as materialized (
                select s.*, coalesce(bool_or(y.mode <> 'off'), false) as is_on,
                       coalesce(bool_or(y.paused_at is not null), false) as is_paused,
                       coalesce(bool_or(y.mode <> 'off' and y.compared_version = 0), false) as waits_for_first,
                       min(y.next_run_at) filter (where y.mode <> 'off' and y.paused_at is null) as next_run_at,
                       coalesce(bool_or(((y.mode <> 'off' or y.to_be_empty) and y.state <> 'ready')
                           or y.id in (select sync_id from attention)), false) as needs_attention
                  from segment s
                  left join sync y on y.tenant_id = s.tenant_id and y.segment_id = s.id
                 where s.tenant_id = ? and (? = '' or position(lower(?) in lower(s.name)) > 0 or s.heap_id = ?)
                 group by s.tenant_id, s.id)
            """;

    private static final String COUNT = "count_";

    private final Database database;
    private final SegmentViews views;
    private final Sparklines sparklines;
    private final ArrivalRules arrivals;
    private final OpaqueIds ids;

    SegmentListViews(
            Database database, SegmentViews views, Sparklines sparklines, ArrivalRules arrivals, OpaqueIds ids) {
        this.database = database;
        this.views = views;
        this.sparklines = sparklines;
        this.arrivals = arrivals;
        this.ids = ids;
    }

    SegmentList list(long tenant, String slug, boolean canEdit, SegmentQuery query, Optional<Turned> turned) {
        Map<String, Long> counts = new HashMap<>();
        List<SegmentSummary> found = database.inTenant(tenant, connection -> page(connection, tenant, query, counts));
        int connections = views.places(tenant).size();
        ArrivalRules.Standing standing = arrivals.ofTenant(tenant);
        return new SegmentList(
                slug,
                canEdit,
                query,
                counts,
                rows(tenant, slug, canEdit, canEdit && connections > 0, found),
                connections,
                standing.rule().flatMap(rule -> standing.connection()),
                turned);
    }

    List<Row> rows(long tenant, String slug, boolean canEdit, boolean canChoose, List<SegmentSummary> segments) {
        List<SyncSummary> syncs =
                views.syncs(tenant, segments.stream().map(SegmentSummary::id).toArray(Long[]::new));
        Map<String, Sparkline> sizes = sizes(tenant, syncs);
        return segments.stream()
                .map(segment -> new Row(
                        slug,
                        canEdit,
                        canChoose,
                        ids.encode(SegmentSummary.PREFIX, segment.id()),
                        segment,
                        syncs.stream()
                                .filter(sync -> sync.segment() == segment.id())
                                .map(sync -> new Line(sync, Optional.ofNullable(sizes.get(sync.id()))))
                                .toList()))
                .toList();
    }

    private Map<String, Sparkline> sizes(long tenant, List<SyncSummary> syncs) {
        List<Long> numbers = syncs.stream()
                .map(sync -> ids.decode("syn", sync.id()).orElseThrow())
                .toList();
        Map<String, Sparkline> byId = new HashMap<>();
        database.inTenant(tenant, connection -> sparklines.of(connection, tenant, numbers))
                .forEach((sync, line) -> byId.put(ids.encode("syn", sync), line));
        return byId;
    }

    /** Fills the counts by the way: they stand beside each segment of the page, and alone when it has none. */
    private static List<SegmentSummary> page(
            Connection connection, long tenant, SegmentQuery query, Map<String, Long> counts) throws SQLException {
        String counted = counted();
        return new Select(
                        KNOWN + ", counted as (select " + counted + " from known)"
                                + " select counted.*, page.* from counted left join (select *, row_number() over (order by "
                                + query.order() + ") as place from known where "
                                + query.filter().condition() + " order by place offset ? limit ?) page on true"
                                + " order by place",
                        tenant,
                        tenant,
                        tenant,
                        query.search(),
                        query.search(),
                        query.search(),
                        query.skip(),
                        SegmentQuery.PAGE)
                        .list(connection, row -> {
                            counts.putAll(counts(row));
                            return row.getObject("id") == null
                                    ? Optional.<SegmentSummary>empty()
                                    : Optional.of(segment(row));
                        })
                        .stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** A column for the count of each condition. */
    static String counted() {
        return Arrays.stream(Filter.values())
                .map(filter -> "count(*) filter (where " + filter.condition() + ") as \"" + COUNT + filter.word() + '"')
                .collect(Collectors.joining(", "));
    }

    /** How many segments fit, by the word of each condition. */
    static Map<String, Long> counts(ResultSet row) throws SQLException {
        Map<String, Long> counts = new HashMap<>();
        for (Filter filter : Filter.values()) {
            counts.put(filter.word(), row.getLong(COUNT + filter.word()));
        }
        return counts;
    }

    static SegmentSummary segment(ResultSet row) throws SQLException {
        return new SegmentSummary(
                row.getLong("id"),
                row.getString("heap_id"),
                row.getString("name"),
                Select.text(row, "key_field"),
                row.getLong("member_count"),
                row.getLong("change_seq"),
                Select.time(row, "changed_at"),
                row.getTimestamp("heard_at").toInstant());
    }
}
