package io.segue.sync.engine;

import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Operation;
import io.segue.sync.quarantine.RunQuarantine;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is about to be sent is written down before it is sent: its keys stand in delivered_key under an open batch. Only
 * a clear answer closes the batch, so a call whose end nobody saw is never forgotten.
 */
class BatchJournal {

    private static final String INSERT = """
            insert into delivered_key (tenant_id, sync_id, key, batch, removing)
            select ?, ?, u.key, u.batch, REMOVING from unnest(?::text[], ?::bigint[]) as u(key, batch)""";

    /** In two batches at once when somebody put it into doubt between two looks at it: the later one stands. */
    private static final String UPSERT = """
            insert into delivered_key (tenant_id, sync_id, key, batch, removing)
            select ?, ?, u.key, max(u.batch), REMOVING from unnest(?::text[], ?::bigint[]) as u(key, batch) group by u.key
             on conflict (tenant_id, sync_id, key) do update set batch = excluded.batch, removing = excluded.removing""";

    private final Claim claim;

    BatchJournal(Claim claim) {
        this.claim = claim;
    }

    /** The operations of one batch, before it is sent. */
    record Entry(long batch, List<Operation> operations) {}

    /** Keys, and beside each the batch that it stands in from now on. */
    private record Stamps(List<String> keys, List<Long> batches) {

        static Stamps none() {
            return new Stamps(new ArrayList<>(), new ArrayList<>());
        }

        void add(String key, long batch) {
            keys.add(key);
            batches.add(batch);
        }
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

    /** The difference has just looked, and the fence keeps everyone else away: a conflict clause would only cost. */
    void open(Connection connection, List<Entry> entries) throws SQLException {
        open(connection, entries, INSERT);
    }

    /** The calls of whoever put the keys into doubt have ended, and ours come after them. */
    void openInsteadOfOthers(Connection connection, List<Entry> entries) throws SQLException {
        open(connection, entries, UPSERT);
    }

    private void open(Connection connection, List<Entry> entries, String forFresh) throws SQLException {
        for (boolean adding : new boolean[] {true, false}) {
            Stamps fresh = Stamps.none();
            Stamps held = Stamps.none();
            for (Entry entry : entries) {
                for (Operation operation : entry.operations()) {
                    if (operation.adding() == adding) {
                        (operation.held() ? held : fresh).add(operation.key(), entry.batch());
                    }
                }
            }
            stamp(connection, fresh, forFresh, adding);
            // An update would have to find them first, and could read all of the sync's keys for it.
            stamp(connection, held, UPSERT, adding);
        }
        openBatches(connection, entries.stream().map(Entry::batch).toList());
    }

    /** Nobody knows whether LaunchDarkly holds these keys: the next run asserts them again. In the order of the keys. */
    void doubt(Connection connection, List<String> keys, Set<String> removing, long batch) throws SQLException {
        for (boolean adding : new boolean[] {true, false}) {
            Stamps stamps = Stamps.none();
            keys.stream().filter(key -> removing.contains(key) != adding).forEach(key -> stamps.add(key, batch));
            stamp(connection, stamps, UPSERT, adding);
        }
        openBatches(connection, List.of(batch));
    }

    /** What was removed is held no more; returns how many batches are closed, since their last part ended. */
    int confirm(Connection connection, List<PlannedBatch> done) throws SQLException {
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
        return closed.size();
    }

    /** A key that LaunchDarkly refused: not added, or still there. Returns how many batches are closed. */
    int setAside(Connection connection, PlannedBatch refused, String reason, long run) throws SQLException {
        boolean adding = refused.batch().removes().isEmpty();
        // What LaunchDarkly may hold is not forgotten: it must be removed when its member leaves.
        if (adding && !refused.mayBeHeld()) {
            forget(connection, refused.batch().adds());
        }
        new RunQuarantine(claim).setAside(connection, refused.firstKey(), adding, reason, run);
        if (refused.openParts().decrementAndGet() > 0) {
            return 0;
        }
        close(connection, List.of(refused.number()));
        return 1;
    }

    void close(Connection connection, List<Long> batches) throws SQLException {
        if (batches.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from open_batch where tenant_id = ? and sync_id = ? and batch = any (?)")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setArray(3, numbers(connection, batches));
            delete.executeUpdate();
        }
    }

    private void openBatches(Connection connection, List<Long> batches) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into open_batch (tenant_id, sync_id, batch) select ?, ?, unnest(?::bigint[])""")) {
            insert.setLong(1, claim.tenant());
            insert.setLong(2, claim.sync());
            insert.setArray(3, numbers(connection, batches));
            insert.executeUpdate();
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
            delete.setArray(3, texts(connection, keys));
            delete.setLong(4, claim.firstBatch());
            delete.executeUpdate();
        }
    }

    private void stamp(Connection connection, Stamps stamps, String sql, boolean adding) throws SQLException {
        if (stamps.keys().isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement(sql.replace("REMOVING", adding ? "null::boolean" : "true"))) {
            statement.setLong(1, claim.tenant());
            statement.setLong(2, claim.sync());
            statement.setArray(3, texts(connection, stamps.keys()));
            statement.setArray(4, numbers(connection, stamps.batches()));
            statement.executeUpdate();
        }
    }

    /** Typed arrays go to PostgreSQL in binary; of objects the driver would write a text that has to be parsed. */
    private static Array texts(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray(String[]::new));
    }

    private static Array numbers(Connection connection, List<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray(Long[]::new));
    }
}
