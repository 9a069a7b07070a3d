package io.segue.sync.engine;

import io.segue.sync.claim.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is about to be sent is written down before it is sent: its keys stand in delivered_key under an open batch. Only
 * a clear answer closes the batch, so a call whose end nobody saw is never forgotten.
 */
class BatchJournal {

    private final Claim claim;

    BatchJournal(Claim claim) {
        this.claim = claim;
    }

    List<Long> openBatches(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select batch from open_batch where tenant_id = ? and sync_id = ?")) {
            select.setLong(1, claim.tenant());
            select.setLong(2, claim.sync());
            List<Long> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return found;
        }
    }

    void open(Connection connection, List<PlannedBatch> batches) throws SQLException {
        List<String> adds = new ArrayList<>();
        List<Long> addBatches = new ArrayList<>();
        List<String> removes = new ArrayList<>();
        List<Long> removeBatches = new ArrayList<>();
        for (PlannedBatch planned : batches) {
            adds.addAll(planned.batch().adds());
            planned.batch().adds().forEach(key -> addBatches.add(planned.number()));
            removes.addAll(planned.batch().removes());
            planned.batch().removes().forEach(key -> removeBatches.add(planned.number()));
        }
        write(connection, """
                insert into delivered_key (tenant_id, sync_id, key, batch)
                select ?, ?, t.key, t.batch from unnest(?::text[], ?::bigint[]) as t(key, batch)
                on conflict (tenant_id, sync_id, key) do update set batch = excluded.batch""", adds, addBatches);
        write(connection, """
                update delivered_key d set batch = t.batch
                  from (select ?::bigint as tenant, ?::bigint as sync, * from unnest(?::text[], ?::bigint[]) as u(key, batch)) t
                 where d.tenant_id = t.tenant and d.sync_id = t.sync and d.key = t.key""", removes, removeBatches);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into open_batch (tenant_id, sync_id, batch) select ?, ?, unnest(?::bigint[])
                on conflict do nothing""")) {
            insert.setLong(1, claim.tenant());
            insert.setLong(2, claim.sync());
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "bigint", batches.stream().map(PlannedBatch::number).toArray()));
            insert.executeUpdate();
        }
    }

    /** What was removed is held no more; batches whose last part this was are closed. */
    void confirm(Connection connection, List<PlannedBatch> done) throws SQLException {
        List<String> removes = new ArrayList<>();
        List<Long> closed = new ArrayList<>();
        for (PlannedBatch planned : done) {
            removes.addAll(planned.batch().removes());
            if (planned.openParts().decrementAndGet() == 0) {
                closed.add(planned.number());
            }
        }
        forget(connection, removes);
        close(connection, closed);
    }

    /** A key that LaunchDarkly refused: not added, or still there. */
    void setAside(Connection connection, PlannedBatch refused, String reason, long run) throws SQLException {
        boolean adding = refused.batch().removes().isEmpty();
        if (adding) {
            forget(connection, refused.batch().adds());
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id) values (?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, sync_id, key) do update
                   set adding = excluded.adding, reason = excluded.reason, run_id = excluded.run_id, at = now()""")) {
            insert.setLong(1, claim.tenant());
            insert.setLong(2, claim.sync());
            insert.setString(3, refused.firstKey());
            insert.setBoolean(4, adding);
            insert.setString(5, reason);
            insert.setLong(6, run);
            insert.executeUpdate();
        }
        if (refused.openParts().decrementAndGet() == 0) {
            close(connection, List.of(refused.number()));
        }
    }

    void close(Connection connection, List<Long> batches) throws SQLException {
        if (batches.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from open_batch where tenant_id = ? and sync_id = ? and batch = any (?)")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setArray(3, connection.createArrayOf("bigint", batches.toArray()));
            delete.executeUpdate();
        }
    }

    private void forget(Connection connection, List<String> keys) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from delivered_key where tenant_id = ? and sync_id = ? and key = any (?) and batch >= ?")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setArray(3, connection.createArrayOf("text", keys.toArray()));
            delete.setLong(4, claim.firstBatch());
            delete.executeUpdate();
        }
    }

    private void write(Connection connection, String sql, List<String> keys, List<Long> batches) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, claim.tenant());
            statement.setLong(2, claim.sync());
            statement.setArray(3, connection.createArrayOf("text", keys.toArray()));
            statement.setArray(4, connection.createArrayOf("bigint", batches.toArray()));
            statement.executeUpdate();
        }
    }
}
