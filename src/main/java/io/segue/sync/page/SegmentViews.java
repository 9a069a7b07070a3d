package io.segue.sync.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.SyncSummary;
import io.segue.sync.SyncSummary.LastRun;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads segments with their syncs for pages. */
@ApplicationScoped
class SegmentViews {

    private final Database database;
    private final OpaqueIds ids;

    SegmentViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** A connection that a segment can be turned on for. */
    record Place(String id, String name, Optional<String> environment, Optional<Boolean> checkPassed) {}

    List<SyncSummary> syncs(long tenant, Long... ofSegments) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select y.*, c.name as connection, r.id as run_id, r.state as run_state, r.adds, r.removes,
                       coalesce(r.finished_at, r.started_at, r.created_at) as run_at,
                       (select count(*) from quarantined_key q where q.tenant_id = y.tenant_id and q.sync_id = y.id)
                           as quarantined,
                       (select h.removals from hold h where h.tenant_id = y.tenant_id and h.sync_id = y.id
                           and h.state = 'open') as held
                  from sync y
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                  left join lateral (select * from run r where r.tenant_id = y.tenant_id and r.sync_id = y.id
                                      order by r.id desc limit 1) r on true
                 where y.tenant_id = ? and y.segment_id = any (?)
                 order by c.name""", tenant, array(connection, ofSegments)).list(connection, this::sync));
    }

    /** What a segment can be turned on for. */
    List<Place> places(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select id, name, environment_name, check_passed from connection
                 where tenant_id = ? and removed_at is null and region = 'us' order by name""", tenant).list(connection, row -> {
                    boolean passed = row.getBoolean("check_passed");
                    boolean isChecked = !row.wasNull();
                    return new Place(
                            ids.encode("con", row.getLong("id")),
                            row.getString("name"),
                            Select.text(row, "environment_name"),
                            isChecked ? Optional.of(passed) : Optional.empty());
                }));
    }

    private static java.sql.Array array(Connection connection, Long... values) throws SQLException {
        return connection.createArrayOf("bigint", values);
    }

    private SyncSummary sync(ResultSet row) throws SQLException {
        Optional<Instant> ran = Select.time(row, "run_at");
        Optional<LastRun> lastRun = ran.isEmpty()
                ? Optional.empty()
                : Optional.of(new LastRun(
                        ids.encode("run", row.getLong("run_id")),
                        row.getString("run_state"),
                        ran.get(),
                        row.getLong("adds"),
                        row.getLong("removes")));
        return new SyncSummary(
                ids.encode("syn", row.getLong("id")),
                row.getLong("segment_id"),
                ids.encode("con", row.getLong("connection_id")),
                row.getString("connection"),
                row.getString("mode"),
                row.getString("state"),
                row.getInt("interval_seconds"),
                row.getBoolean("follow_heap"),
                Select.time(row, "next_run_at"),
                row.getLong("delivered_seq"),
                row.getLong("delivered_count"),
                ShownError.read(row),
                Select.text(row, "segment_url"),
                row.getLong("quarantined"),
                Optional.ofNullable(row.getObject("held", Long.class)),
                lastRun,
                Select.time(row, "paused_at"),
                Select.text(row, "paused_by"),
                row.getBoolean("to_be_empty"),
                Select.time(row, "lost_at"),
                row.getBoolean("by_default"));
    }
}
