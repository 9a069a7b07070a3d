package io.segue.sync.difference;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import io.segue.sync.quarantine.RefusedKeys;
import io.segue.sync.quarantine.RunQuarantine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** Tells beforehand what a sync's next run will do: exactly where that is cheap, else at most how much. */
@ApplicationScoped
public class PendingPlanner {

    /** So many changes are compared key by key while a page waits. */
    private static final int COMPARED = 10_000;

    /** No run has such a fence: all that is held was written before. */
    private static final long NO_RUN = 1L << 42;

    private final Database database;

    PendingPlanner(Database database) {
        this.database = database;
    }

    private record Start(
            Claim claim,
            String keyField,
            long since,
            long target,
            long members,
            long delivered,
            boolean mustCompareAll,
            boolean toBeEmpty) {

        static Start of(ResultSet row, long tenant) throws SQLException {
            return new Start(
                    new Claim(
                            tenant, row.getLong("id"), row.getLong("segment_id"), row.getLong("connection_id"), NO_RUN),
                    row.getString("key_field"),
                    row.getLong("delivered_seq"),
                    row.getLong("change_seq"),
                    row.getLong("member_count"),
                    row.getLong("delivered_count"),
                    row.getBoolean("must_compare_all"),
                    row.getBoolean("to_be_empty"));
        }
    }

    public PendingPlan plan(long tenant, long sync) {
        return database.inTenant(tenant, connection -> {
            Start start = new Select("""
                    select y.id, y.segment_id, y.connection_id, y.delivered_seq, y.delivered_count, y.to_be_empty,
                           s.change_seq, s.member_count, coalesce(s.key_field, 'id') as key_field,
                           y.compared_version < y.plan_version or y.doubt_below > 0 or exists (select from open_batch o
                                  where o.tenant_id = y.tenant_id and o.sync_id = y.id) as must_compare_all
                      from sync y join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                     where y.tenant_id = ? and y.id = ?""", tenant, sync)
                    .first(connection, row -> Start.of(row, tenant))
                    .orElseThrow();
            return plan(connection, start);
        });
    }

    private static PendingPlan plan(Connection connection, Start start) throws SQLException {
        if (start.toBeEmpty()) {
            return new PendingPlan(0, start.delivered(), true);
        }
        if (start.mustCompareAll()) {
            return new PendingPlan(start.members(), start.delivered(), false);
        }
        RefusedKeys refused = new RunQuarantine(start.claim()).refused(connection);
        long changes = start.target() - start.since();
        if (changes <= 0 && refused.due().isEmpty()) {
            return PendingPlan.none();
        }
        return changes <= COMPARED ? compared(connection, start, refused) : atMost(start, changes);
    }

    private static PendingPlan atMost(Start start, long changes) {
        return new PendingPlan(Math.min(changes, start.members()), Math.min(changes, start.delivered()), false);
    }

    private static PendingPlan compared(Connection connection, Start start, RefusedKeys refused) throws SQLException {
        KeySql keys = KeySql.of(start.claim(), start.keyField(), refused);
        Map<String, Boolean> adding = new HashMap<>();
        read(connection, RefusedDifference.of(keys, Doubt.NONE), refused, adding);
        read(connection, new RecentDifference(keys, Doubt.NONE, start.since(), start.target()), refused, adding);
        long adds = adding.values().stream().filter(is -> is).count();
        return new PendingPlan(adds, adding.size() - adds, true);
    }

    private static void read(
            Connection connection, Difference difference, RefusedKeys refused, Map<String, Boolean> adding)
            throws SQLException {
        while (!difference.isRead()) {
            for (Operation operation : difference.next(connection)) {
                if (!operation.adding() || !refused.lately().contains(operation.key())) {
                    adding.put(operation.key(), operation.adding());
                }
            }
        }
    }
}
