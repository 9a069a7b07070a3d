package io.segue.sync.rest;

import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads syncs for the API. */
@ApplicationScoped
class SyncReads {

    private final RunReads runs;
    private final OpaqueIds ids;

    SyncReads(RunReads runs, OpaqueIds ids) {
        this.runs = runs;
        this.ids = ids;
    }

    /** By the segment's number. */
    Map<Long, List<ShownSync>> ofSegments(Connection connection, long tenant, Collection<Long> segments)
            throws SQLException {
        Array numbers = connection.createArrayOf("bigint", segments.toArray());
        Map<Long, ShownRun> lastRuns = runs.last(connection, tenant, numbers);
        Map<Long, List<ShownSync>> found = new HashMap<>();
        new Select("""
                select y.id, y.segment_id, y.connection_id, y.mode, y.interval_seconds, y.follow_heap, y.state,
                       y.delivered_count, y.by_default, y.paused_at, y.paused_by,
                       case when y.mode <> 'off' or y.to_be_empty then y.next_run_at end as next_run_at,
                       y.to_be_empty and (y.next_run_at is not null or y.state <> 'ready') as emptying, y.segment_key,
                       y.segment_url, y.failure_code, y.failure_message, y.lost_at,
                       (select h.id from hold h where h.tenant_id = y.tenant_id and h.sync_id = y.id and h.state = 'open') as hold_id,
                       (select count(*) from quarantined_key q where q.tenant_id = y.tenant_id and q.sync_id = y.id) as quarantined,
                       coalesce(s.key_field, 'id') as key_field
                  from sync y join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where y.tenant_id = ? and y.segment_id = any (?) order by y.id""", tenant, numbers)
                .list(
                        connection,
                        row -> found.computeIfAbsent(row.getLong("segment_id"), segment -> new ArrayList<>())
                                .add(shown(row, lastRuns.get(row.getLong("id")))));
        return found;
    }

    private ShownSync shown(ResultSet row, @Nullable ShownRun lastRun) throws SQLException {
        return new ShownSync(
                ids.encode(ShownSync.PREFIX, row.getLong("id")),
                ids.encode("con", row.getLong("connection_id")),
                row.getString("mode"),
                row.getInt("interval_seconds") / 3600.0,
                row.getBoolean("follow_heap"),
                row.getString("key_field"),
                row.getString("state"),
                row.getTimestamp("paused_at") != null,
                row.getBoolean("emptying"),
                row.getBoolean("by_default"),
                row.getLong("delivered_count"),
                row.getLong("quarantined"),
                Select.time(row, "paused_at").orElse(null),
                row.getString("paused_by"),
                row.getObject("hold_id") == null ? null : ids.encode("hld", row.getLong("hold_id")),
                Select.time(row, "lost_at").orElse(null),
                lastRun,
                Select.time(row, "next_run_at").orElse(null),
                row.getString("segment_key"),
                row.getString("segment_url"),
                ShownError.read(row).orElse(null));
    }
}
