package io.segue.sync.member;

import io.segue.connection.TargetPlace;
import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.SentKeys;
import io.segue.sync.member.KeyRecord.KeyCall;
import io.segue.sync.member.KeyRecord.Quarantine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the syncs of a segment know of a key, by index however many keys there are. */
@ApplicationScoped
public class KeyRecords {

    /** Calls whose keys are looked through, newest first: the keys of a whole sync stand in order, so few come close. */
    private static final int CALLS_LOOKED_AT = 400;

    private static final int CALLS_TOLD = 20;

    private final Database database;
    private final OpaqueIds ids;

    KeyRecords(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /** One for each sync of the segment, by the connection's name. */
    public List<KeyRecord> of(long tenant, long segment, String key) {
        return database.inTenant(tenant, connection -> {
            IndexOrder.preferForLookUps(connection);
            return new Select("""
                    select y.*, c.name as connection, d.batch is not null as held, o.batch is not null or d.batch < y.doubt_below as uncertain,
                           y.delivered_seq < s.change_seq or y.compared_version < y.plan_version as behind,
                           q.adding, q.reason, q.at as quarantined_at
                      from segment s
                      join sync y on y.tenant_id = s.tenant_id and y.segment_id = s.id
                      join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                      left join delivered_key d on d.tenant_id = y.tenant_id and d.sync_id = y.id and d.key = ?
                      left join open_batch o on o.tenant_id = d.tenant_id and o.sync_id = d.sync_id and o.batch = d.batch
                      left join quarantined_key q on q.tenant_id = y.tenant_id and q.sync_id = y.id and q.key = ?
                     where s.tenant_id = ? and s.id = ?
                     order by c.name""", key, key, tenant, segment)
                    .list(connection, row -> read(connection, row, tenant, segment, key));
        });
    }

    private KeyRecord read(Connection connection, ResultSet row, long tenant, long segment, String key)
            throws SQLException {
        return new KeyRecord(
                key,
                segment,
                ids.encode("con", row.getLong("connection_id")),
                row.getString("connection"),
                row.getString("mode"),
                row.getString("state"),
                row.getTimestamp("paused_at") != null,
                row.getBoolean("to_be_empty"),
                Select.text(row, "failure_message"),
                Select.time(row, "next_run_at"),
                row.getBoolean("held"),
                row.getBoolean("uncertain"),
                row.getBoolean("behind"),
                quarantine(row),
                place(row),
                calls(connection, tenant, row.getLong("id"), key));
    }

    private static Optional<Quarantine> quarantine(ResultSet row) throws SQLException {
        String reason = row.getString("reason");
        return reason == null
                ? Optional.empty()
                : Optional.of(new Quarantine(
                        row.getBoolean("adding"),
                        reason,
                        row.getTimestamp("quarantined_at").toInstant()));
    }

    private static Optional<TargetPlace> place(ResultSet row) throws SQLException {
        String project = row.getString("project_key");
        String environment = row.getString("environment_key");
        String segment = row.getString("segment_key");
        return project == null || environment == null || segment == null
                ? Optional.empty()
                : Optional.of(new TargetPlace(project, environment, segment));
    }

    private List<KeyCall> calls(Connection connection, long tenant, long sync, String key) throws SQLException {
        List<KeyCall> told = new ArrayList<>();
        new Select("""
                select run_id, ordinal, at, status, outcome, message, keys from run_call
                 where tenant_id = ? and sync_id = ? and first_key <= ? and last_key >= ?
                 order by at desc, run_id desc, ordinal desc limit ?""", tenant, sync, key, key, CALLS_LOOKED_AT)
                .list(connection, row -> call(row, key))
                .forEach(call -> call.ifPresent(told::add));
        return told.subList(0, Math.min(told.size(), CALLS_TOLD));
    }

    private Optional<KeyCall> call(ResultSet row, String key) throws SQLException {
        Optional<SentKeys.Direction> direction = SentKeys.find(row.getBytes("keys"), key);
        if (direction.isEmpty()) {
            return Optional.empty();
        }
        int status = row.getInt("status");
        return Optional.of(new KeyCall(
                ids.encode("run", row.getLong("run_id")),
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                direction.get(),
                row.getString("outcome").equals("done"),
                status == 0 ? Optional.empty() : Optional.of(status),
                Select.text(row, "message")));
    }
}
