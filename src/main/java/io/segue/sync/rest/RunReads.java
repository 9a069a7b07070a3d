package io.segue.sync.rest;

import io.segue.connection.Connections;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads runs for the API. */
@ApplicationScoped
class RunReads {

    /** Of no run in particular: what was held is found for one alone. */
    private static final long NONE = -1;

    private static final String RUNS = """
            select r.id, r.sync_id, r.state, r.cause, r.adds, r.removes, r.calls, r.retries, r.quarantined, r.created_at,
                   r.started_at, r.finished_at, r.failure_code, r.failure_message, r.planned, r.phase, r.waits,
                   (r.waited_millis + 999) / 1000 as waited_seconds, r.trace_id, y.segment_id, y.connection_id,
                   case when r.waiting_until > now() and r.finished_at is null then r.waiting_until end as waiting_until,
                   case when r.id = ? then (select h.removals from hold h where h.tenant_id = r.tenant_id
                       and h.sync_id = r.sync_id and h.counted_at between r.started_at and coalesce(r.finished_at, now())
                     limit 1) end as held
              from run r join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
             where r.tenant_id = ?""";

    private static final String LAST_OF_SYNC = """
            \s and r.id in (select (select l.id from run l where l.tenant_id = s.tenant_id and l.sync_id = s.id
                                   order by l.id desc limit 1)
                            from sync s where s.tenant_id = ? and s.segment_id = any (?))""";

    private final Database database;
    private final OpaqueIds ids;

    RunReads(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** Which runs are meant; those with a smaller number than the given one. */
    record Choice(Optional<Long> segment, Optional<Long> connection, Optional<RunState> state, long below) {

        private String condition() {
            return (segment.isPresent() ? " and y.segment_id = ?" : "")
                    + (connection.isPresent() ? " and y.connection_id = ?" : "")
                    + (state.isPresent() ? " and r.state = ?" : "")
                    + " and r.id < ?";
        }

        private List<Object> values() {
            List<Object> values = new ArrayList<>();
            segment.ifPresent(values::add);
            connection.ifPresent(values::add);
            state.map(RunState::word).ifPresent(values::add);
            values.add(below);
            return values;
        }
    }

    Optional<ShownRun> find(long tenant, long run) {
        return database.inTenant(
                tenant,
                connection -> new Select(RUNS + " and r.id = ?", run, tenant, run).first(connection, this::shown));
    }

    /** The last run of each sync of these segments, by the sync's number. */
    Map<Long, ShownRun> last(Connection connection, long tenant, Array segments) throws SQLException {
        Map<Long, ShownRun> last = new HashMap<>();
        new Select(RUNS + LAST_OF_SYNC, NONE, tenant, tenant, segments)
                .list(connection, row -> last.put(row.getLong("sync_id"), shown(row)));
        return last;
    }

    /** The newest first. */
    List<ShownRun> list(long tenant, Choice choice, int most) {
        List<Object> values = new ArrayList<>(List.of(NONE, tenant));
        values.addAll(choice.values());
        values.add(most);
        return database.inTenant(
                tenant,
                connection -> new Select(RUNS + choice.condition() + " order by r.id desc limit ?", values.toArray())
                        .list(connection, this::shown));
    }

    /** The last calls that are kept, from below that number on. */
    List<ShownCall> calls(long tenant, long run, int below, int most) {
        return database.inTenant(
                tenant, connection -> new Select("""
                select ordinal, at, adds, removes, status, outcome, millis, wait_millis, message from run_call
                 where tenant_id = ? and run_id = ? and ordinal < ? order by ordinal desc limit ?""", tenant, run, below, most).list(connection, RunReads::call));
    }

    private ShownRun shown(ResultSet row) throws SQLException {
        return new ShownRun(
                ids.encode(ShownRun.PREFIX, row.getLong("id")),
                ids.encode(SegmentSummary.PREFIX, row.getLong("segment_id")),
                ids.encode(Connections.PREFIX, row.getLong("connection_id")),
                RunState.of(row.getString("state")),
                row.getString("cause"),
                row.getLong("adds"),
                row.getLong("removes"),
                row.getLong("calls"),
                row.getLong("retries"),
                row.getLong("quarantined"),
                row.getObject("planned", Long.class),
                row.getString("phase"),
                row.getObject("held", Long.class),
                row.getLong("waits"),
                row.getLong("waited_seconds"),
                Select.time(row, "waiting_until").orElse(null),
                row.getTimestamp("created_at").toInstant(),
                Select.time(row, "started_at").orElse(null),
                Select.time(row, "finished_at").orElse(null),
                row.getString("trace_id"),
                row.getString("failure_code") == null
                        ? null
                        : ShownError.read(row).orElse(null));
    }

    private static ShownCall call(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        Integer waitMillis = row.getObject("wait_millis", Integer.class);
        return new ShownCall(
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                row.getInt("adds"),
                row.getInt("removes"),
                status == 0 ? null : status,
                row.getString("outcome"),
                row.getInt("millis"),
                waitMillis == null ? null : (waitMillis + 999) / 1000,
                ShownError.ofCall(row).map(ShownError::code).orElse(null),
                row.getString("message"));
    }
}
