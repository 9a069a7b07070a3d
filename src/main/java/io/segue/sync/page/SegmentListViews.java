package io.segue.sync.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.sync.SyncSummary;
import io.segue.sync.page.SegmentList.Line;
import io.segue.sync.page.SegmentList.Row;
import io.segue.sync.page.SegmentList.Turned;
import io.segue.sync.page.SegmentQuery.Filter;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the list of segments: what it is narrowed to, how many there are in each condition, and one page of them. */
@ApplicationScoped
class SegmentListViews {

    /** What is known of each segment that fits the search; its parameters are the tenant and, three times, the text. */
    private static final String KNOWN = """
            with known as (
                select s.*, coalesce(bool_or(y.mode <> 'off'), false) as is_on,
                       coalesce(bool_or(y.paused_at is not null), false) as is_paused,
                       coalesce(bool_or(y.mode <> 'off' and y.compared_version = 0), false) as waits_for_first,
                       coalesce(bool_or(((y.mode <> 'off' or y.to_be_empty) and y.state <> 'ready')
                           or exists (select from hold h where h.tenant_id = y.tenant_id and h.sync_id = y.id
                                                           and h.state = 'open')
                           or exists (select from quarantined_key q where q.tenant_id = y.tenant_id
                                                                      and q.sync_id = y.id)), false) as needs_attention
                  from segment s
                  left join sync y on y.tenant_id = s.tenant_id and y.segment_id = s.id
                 where s.tenant_id = ? and (? = '' or position(lower(?) in lower(s.name)) > 0 or s.heap_id = ?)
                 group by s.tenant_id, s.id)
            """;

    private final Database database;
    private final SegmentViews views;
    private final Sparklines sparklines;
    private final OpaqueIds ids;

    SegmentListViews(Database database, SegmentViews views, Sparklines sparklines, OpaqueIds ids) {
        this.database = database;
        this.views = views;
        this.sparklines = sparklines;
        this.ids = ids;
    }

    SegmentList list(long tenant, String slug, boolean canEdit, SegmentQuery query, Optional<Turned> turned) {
        Map<String, Long> counts = new HashMap<>();
        List<SegmentSummary> found = database.inTenant(tenant, connection -> {
            counts.putAll(counts(connection, tenant, query));
            return page(connection, tenant, query);
        });
        return new SegmentList(
                slug,
                canEdit,
                query,
                counts,
                rows(tenant, slug, canEdit, found),
                views.places(tenant).size(),
                turned);
    }

    List<Row> rows(long tenant, String slug, boolean canEdit, List<SegmentSummary> segments) {
        List<SyncSummary> syncs =
                views.syncs(tenant, segments.stream().map(SegmentSummary::id).toArray(Long[]::new));
        Map<String, Sparkline> sizes = sizes(tenant, syncs);
        return segments.stream()
                .map(segment -> new Row(
                        slug,
                        canEdit,
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

    private static Map<String, Long> counts(Connection connection, long tenant, SegmentQuery query)
            throws SQLException {
        StringBuilder columns = new StringBuilder();
        for (Filter filter : Filter.values()) {
            columns.append(columns.isEmpty() ? "" : ", ")
                    .append("count(*) filter (where ")
                    .append(filter.condition())
                    .append(") as \"")
                    .append(filter.word())
                    .append('"');
        }
        return new Select(
                        KNOWN + "select " + columns + " from known",
                        tenant,
                        query.search(),
                        query.search(),
                        query.search())
                .first(connection, row -> {
                    Map<String, Long> counts = new HashMap<>();
                    for (Filter filter : Filter.values()) {
                        counts.put(filter.word(), row.getLong(filter.word()));
                    }
                    return counts;
                })
                .orElseThrow();
    }

    private static List<SegmentSummary> page(Connection connection, long tenant, SegmentQuery query)
            throws SQLException {
        return new Select(
                        KNOWN + "select * from known where " + query.filter().condition() + " order by " + query.order()
                                + " offset ? limit ?",
                        tenant,
                        query.search(),
                        query.search(),
                        query.search(),
                        query.skip(),
                        SegmentQuery.PAGE)
                .list(connection, SegmentListViews::segment);
    }

    private static SegmentSummary segment(ResultSet row) throws SQLException {
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
