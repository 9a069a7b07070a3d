package io.segue.sync.rest;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.lateness.Silence;
import io.segue.sync.lateness.Silences;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads syncs for the API. */
@ApplicationScoped
class SyncReads {

    private final Database database;
    private final RunReads runs;
    private final Silences silences;
    private final OpaqueIds ids;

    SyncReads(Database database, RunReads runs, Silences silences, OpaqueIds ids) {
        this.database = database;
        this.runs = runs;
        this.silences = silences;
        this.ids = ids;
    }

    List<ShownSync> ofSegment(long tenant, long segment) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select y.id, y.connection_id, y.mode, y.interval_seconds, y.follow_heap, y.state, y.delivered_count,
                       y.next_run_at, y.paused_at is not null as paused,
                       y.to_be_empty and (y.next_run_at is not null or y.state <> 'ready') as emptying, y.segment_key, y.segment_url, y.failure_code,
                       y.failure_message, y.lost_at,
                       (select h.id from hold h where h.tenant_id = y.tenant_id and h.sync_id = y.id and h.state = 'open') as hold_id,
                       (select count(*) from quarantined_key q where q.tenant_id = y.tenant_id and q.sync_id = y.id) as quarantined,
                       coalesce(s.key_field, 'id') as key_field
                  from sync y join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where y.tenant_id = ? and y.segment_id = ? order by y.id""", tenant, segment).list(connection, row -> shown(connection, tenant, row)));
    }

    /** Since when Heap says nothing of a segment for longer than it should. */
    Optional<Instant> silentSince(long tenant, long segment) {
        return silences.ofSegment(tenant, segment)
                .filter(silence -> !silence.isOver())
                .map(Silence::lastHeardAt);
    }

    private ShownSync shown(Connection connection, long tenant, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new ShownSync(
                ids.encode(ShownSync.PREFIX, id),
                ids.encode("con", row.getLong("connection_id")),
                row.getString("mode"),
                row.getInt("interval_seconds") / 3600.0,
                row.getBoolean("follow_heap"),
                row.getString("key_field"),
                row.getString("state"),
                row.getBoolean("paused"),
                row.getBoolean("emptying"),
                row.getLong("delivered_count"),
                row.getLong("quarantined"),
                row.getObject("hold_id") == null ? null : ids.encode("hld", row.getLong("hold_id")),
                Select.time(row, "lost_at").orElse(null),
                lastRun(connection, tenant, id).orElse(null),
                Select.time(row, "next_run_at").orElse(null),
                row.getString("segment_key"),
                row.getString("segment_url"),
                ShownError.read(row).orElse(null));
    }

    private Optional<ShownRun> lastRun(Connection connection, long tenant, long sync) throws SQLException {
        return new Select(RunReads.RUNS + " and r.sync_id = ? order by r.id desc limit 1", tenant, sync)
                .first(connection, runs::shown);
    }
}
