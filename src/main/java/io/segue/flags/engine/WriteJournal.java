package io.segue.flags.engine;

import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Heap was told of whom. It stands here under an open batch before the call is made, and is certain once the batch is
 * closed by a clear answer: a value is never believed to be written because we meant to write it.
 */
class WriteJournal {

    private static final long NO_BATCH = 0;

    private final WriteClaim claim;
    private final Set<Long> openBatches;

    private record Known(String identity, long digest, long batch) {}

    /** @param openBatches of earlier runs: what stands under them is told again */
    WriteJournal(WriteClaim claim, List<Long> openBatches) {
        this.claim = claim;
        this.openBatches = Set.copyOf(openBatches);
    }

    /** Those of whom Heap does not know for certain what it is to know, without those whom it refused as they are. */
    List<PlannedUser> changed(Connection connection, List<PlannedUser> planned) throws SQLException {
        IndexOrder.preferForLookUps(connection);
        Object identities = connection.createArrayOf(
                "text", planned.stream().map(PlannedUser::identity).toArray());
        Map<String, Long> known = new HashMap<>();
        new Select("""
                        select w.* from unnest(?) as i(identity) cross join lateral (
                            select identity, digest, batch from flag_written
                             where tenant_id = ? and write_id = ? and identity = i.identity collate "C" limit 1) w""", identities, claim.tenant(), claim.order())
                .list(connection, row -> new Known(row.getString(1), row.getLong(2), row.getLong(3))).stream()
                        .filter(one -> !openBatches.contains(one.batch()))
                        .forEach(one -> known.put(one.identity(), one.digest()));
        Set<Known> refused = new HashSet<>(new Select("""
                        select r.* from unnest(?) as i(identity) cross join lateral (
                            select identity, digest from flag_refused
                             where tenant_id = ? and write_id = ? and identity = i.identity collate "C" limit 1) r""", identities, claim.tenant(), claim.order())
                .list(connection, row -> new Known(row.getString(1), row.getLong(2), NO_BATCH)));
        return planned.stream()
                .filter(user -> !Long.valueOf(user.digest()).equals(known.get(user.identity())))
                .filter(user -> !refused.contains(new Known(user.identity(), user.digest(), NO_BATCH)))
                .toList();
    }

    /** In order of identities, as everyone locks them. */
    void open(Connection connection, long batch, List<PlannedUser> users) throws SQLException {
        update(
                connection,
                "insert into flag_open_batch (tenant_id, write_id, batch) values (?, ?, ?) on conflict do nothing",
                claim.tenant(),
                claim.order(),
                batch);
        List<PlannedUser> sorted = new ArrayList<>(users);
        sorted.sort(Comparator.comparing(PlannedUser::identity));
        update(
                connection,
                """
                insert into flag_written (tenant_id, write_id, identity, digest, batch)
                select ?, ?, u.identity, u.digest, ? from unnest(?, ?) as u(identity, digest)
                on conflict (tenant_id, write_id, identity) do update set digest = excluded.digest, batch = excluded.batch""",
                claim.tenant(),
                claim.order(),
                batch,
                connection.createArrayOf(
                        "text", sorted.stream().map(PlannedUser::identity).toArray()),
                connection.createArrayOf(
                        "bigint", sorted.stream().map(PlannedUser::digest).toArray()));
        update(
                connection,
                "delete from flag_refused where tenant_id = ? and write_id = ? and identity = any (?)",
                claim.tenant(),
                claim.order(),
                connection.createArrayOf(
                        "text", sorted.stream().map(PlannedUser::identity).toArray()));
    }

    /** Heap answered for everyone in it: those whom it refused know nothing of what they were to know. */
    void close(Connection connection, long batch, Map<PlannedUser, String> refused) throws SQLException {
        for (Map.Entry<PlannedUser, String> one : refused.entrySet()) {
            PlannedUser user = one.getKey();
            forget(connection, user.identity());
            update(connection, """
                    insert into flag_refused (tenant_id, write_id, identity, digest, reason) values (?, ?, ?, ?, ?)
                    on conflict (tenant_id, write_id, identity) do update
                       set digest = excluded.digest, reason = excluded.reason, at = now()""", claim.tenant(), claim.order(), user.identity(), user.digest(), one.getValue());
        }
        update(
                connection,
                "delete from flag_open_batch where tenant_id = ? and write_id = ? and batch = ?",
                claim.tenant(),
                claim.order(),
                batch);
    }

    /** Users whom nobody knows any more stay as uncertain as they are: forgotten, they are told anew if they come back. */
    void settle(Connection connection) throws SQLException {
        for (long batch : openBatches) {
            update(
                    connection,
                    "delete from flag_written where tenant_id = ? and write_id = ? and batch = ?",
                    claim.tenant(),
                    claim.order(),
                    batch);
            update(
                    connection,
                    "delete from flag_open_batch where tenant_id = ? and write_id = ? and batch = ?",
                    claim.tenant(),
                    claim.order(),
                    batch);
        }
    }

    /**
     * The order is another node's by now, which may have told these users something else before our call arrived. So they are
     * uncertain again, under a number that it has not seen.
     */
    void doubt(Connection connection, long batch, List<PlannedUser> users) throws SQLException {
        open(connection, batch, users);
        update(
                connection,
                "update flag_write set next_run_at = now() where tenant_id = ? and id = ? and mode <> 'off'",
                claim.tenant(),
                claim.order());
    }

    private void forget(Connection connection, String identity) throws SQLException {
        update(
                connection,
                "delete from flag_written where tenant_id = ? and write_id = ? and identity = ?",
                claim.tenant(),
                claim.order(),
                identity);
    }

    private static void update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            update.executeUpdate();
        }
    }
}
