package io.segue.sync.quarantine;

import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a run reads and writes of the quarantine. */
public record RunQuarantine(Claim claim) {

    private record Refused(String key, boolean adding, boolean isLate) {}

    public RefusedKeys refused(Connection connection) throws SQLException {
        List<Refused> all = new Select("""
                select key, adding, at > now() - interval '1 day' from quarantined_key
                 where tenant_id = ? and sync_id = ?""", claim.tenant(), claim.sync())
                .list(connection, row -> new Refused(row.getString(1), row.getBoolean(2), row.getBoolean(3)));
        return new RefusedKeys(
                keys(all, one -> one.adding() && one.isLate()),
                keys(all, Refused::adding),
                keys(all, one -> !one.adding()));
    }

    private static Set<String> keys(List<Refused> all, Predicate<Refused> which) {
        return all.stream().filter(which).map(Refused::key).collect(Collectors.toSet());
    }

    /** With LaunchDarkly's own words. A removal that is tried with every run keeps the time of its first refusal. */
    public void setAside(Connection connection, String key, boolean adding, String reason, long run)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into quarantined_key as q (tenant_id, sync_id, key, adding, reason, run_id) values (?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sync_id, key) do update
                   set adding = excluded.adding, reason = excluded.reason, run_id = excluded.run_id,
                       first_at = coalesce(q.first_at, q.at),
                       at = case when q.adding or excluded.adding then now() else q.at end""")) {
            insert.setLong(1, claim.tenant());
            insert.setLong(2, claim.sync());
            insert.setString(3, key);
            insert.setBoolean(4, adding);
            insert.setString(5, reason);
            insert.setLong(6, run);
            insert.executeUpdate();
        }
    }

    /** LaunchDarkly has added what it refused before, or would not let go. */
    public void release(Connection connection, List<String> taken) throws SQLException {
        if (taken.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from quarantined_key where tenant_id = ? and sync_id = ? and key = any (?)")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setArray(3, connection.createArrayOf("text", taken.toArray(String[]::new)));
            delete.executeUpdate();
        }
    }

    /** What earlier runs than this set aside, and nobody wants any more: each key is looked up, however old the statistics. */
    public void clear(Connection connection, long run, String keyColumn) throws SQLException {
        IndexOrder.prefer(connection);
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from quarantined_key q
                 where q.tenant_id = ? and q.sync_id = ? and q.run_id <> ?
                   and (select true from delivered_key d
                         where d.tenant_id = q.tenant_id and d.sync_id = q.sync_id and d.key >= q.key and d.key <= q.key
                         order by d.key limit 1) is null
                   and (not adding or (select true from segment_member m
                         where m.tenant_id = q.tenant_id and m.segment_id = ? and m.present
                           and m.COLUMN >= q.key and m.COLUMN <= q.key order by m.COLUMN limit 1) is null)""".replace("COLUMN", keyColumn))) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setLong(3, run);
            delete.setLong(4, claim.segment());
            delete.executeUpdate();
        }
    }
}
