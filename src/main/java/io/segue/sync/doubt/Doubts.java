package io.segue.sync.doubt;

import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Puts keys in doubt, so that the next run asserts them again as they should be then: what we believed of them turned out
 * wrong, or a person wants to be sure.
 */
@ApplicationScoped
public class Doubts {

    /** LaunchDarkly's clock and ours may differ by so much. */
    private static final int CLOCKS_APART_MINUTES = 5;

    /** These keys, whether we believed LaunchDarkly to hold them or not; whoever should not be there goes unasked. */
    public void keys(Connection connection, long tenant, long sync, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        long batch = nextNumber(connection, tenant, sync);
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into delivered_key (tenant_id, sync_id, key, batch, removing)
                select ?, ?, u.key, ?, true from (select distinct key from unnest(?::text[]) as k(key) order by key) u
                on conflict (tenant_id, sync_id, key) do update set batch = excluded.batch, removing = true""")) {
            upsert.setLong(1, tenant);
            upsert.setLong(2, sync);
            upsert.setLong(3, batch);
            upsert.setArray(4, connection.createArrayOf("text", keys.toArray(String[]::new)));
            upsert.executeUpdate();
        }
        new Select(
                        "insert into open_batch (tenant_id, sync_id, batch) values (?, ?, ?) returning batch",
                        tenant,
                        sync,
                        batch)
                .first(connection, row -> row.getLong(1));
        due(connection, tenant, sync);
    }

    /** All that we believed LaunchDarkly to hold; removals that wait for a person go on waiting. */
    public void everything(Connection connection, long tenant, long sync) throws SQLException {
        new Select("""
                update sync set doubt_below = greatest(doubt_below, (fence + 1) << ?), plan_version = plan_version + 1
                 where tenant_id = ? and id = ? returning id""", Claim.BATCHES_BITS, tenant, sync).first(connection, row -> row.getLong(1));
        due(connection, tenant, sync);
    }

    /** LaunchDarkly lost the segment, or does not show it any more: everything is sent again. */
    public void lost(Connection connection, long tenant, long sync) throws SQLException {
        everything(connection, tenant, sync);
        new Select("update sync set lost_at = now() where tenant_id = ? and id = ? returning id", tenant, sync)
                .first(connection, row -> row.getLong(1));
    }

    /**
     * LaunchDarkly shows another segment than before: whoever is still in doubt went with the old one, but for those whom a run
     * may have brought into this one.
     *
     * @param made when LaunchDarkly says that it made it, in milliseconds
     */
    public void gone(Connection connection, long tenant, long sync, long made) throws SQLException {
        new Select("""
                update sync s set plan_version = plan_version + 1, gone_below = least(doubt_below, coalesce(
                       (select min(coalesce(r.fence, 0)) from run r where r.tenant_id = s.tenant_id and r.sync_id = s.id
                           and r.state <> 'waiting' and coalesce(r.finished_at, 'infinity') > to_timestamp(?::bigint / 1000.0) - ? * interval '1 minute'),
                       s.fence + 1) << ?)
                 where tenant_id = ? and id = ? and doubt_below > 0 returning id""", made, CLOCKS_APART_MINUTES, Claim.BATCHES_BITS, tenant, sync)
                .first(connection, row -> row.getLong(1));
        due(connection, tenant, sync);
    }

    /** Below all that a run which goes on may write, and unknown to it: so it stays open for the next one. */
    private static long nextNumber(Connection connection, long tenant, long sync) throws SQLException {
        long first = new Select(
                        "select fence << ? from sync where tenant_id = ? and id = ? for update",
                        Claim.BATCHES_BITS,
                        tenant,
                        sync)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
        long lowest = first - (1L << (Claim.BATCHES_BITS - 1));
        return new Select("""
                select coalesce(min(batch), ?) - 1 from open_batch
                 where tenant_id = ? and sync_id = ? and batch between ? and ?""", first, tenant, sync, lowest, first - 1)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    private static void due(Connection connection, long tenant, long sync) throws SQLException {
        new Select("""
                update sync set next_run_at = now() where tenant_id = ? and id = ? and (mode <> 'off' or to_be_empty)
                returning id""", tenant, sync).first(connection, row -> row.getLong(1));
    }
}
