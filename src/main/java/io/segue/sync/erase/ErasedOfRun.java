package io.segue.sync.erase;

import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Operation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** The keys of erased people that a claimed run removes first of all, and takes off the list when LaunchDarkly confirmed. */
public record ErasedOfRun(Claim claim) {

    public List<Operation> pending(Connection connection) throws SQLException {
        return new Select("""
                select distinct e.key, d.key is not null from erased_key e
                  left join delivered_key d on d.tenant_id = e.tenant_id and d.sync_id = e.sync_id and d.key = e.key
                 where e.tenant_id = ? and e.sync_id = ? order by e.key""", claim.tenant(), claim.sync())
                .list(connection, row -> new Operation(row.getString(1), false, row.getBoolean(2)));
    }

    /** What is not known to be held is counted as if it were, for a removal that is confirmed counts it off. */
    public void begin(Connection connection, List<Operation> removals) throws SQLException {
        long unknown = removals.stream().filter(operation -> !operation.held()).count();
        if (unknown > 0) {
            try (PreparedStatement update = connection.prepareStatement("""
                    update sync set delivered_count = delivered_count + ? where tenant_id = ? and id = ? and fence = ?""")) {
                update.setLong(1, unknown);
                update.setLong(2, claim.tenant());
                update.setLong(3, claim.sync());
                update.setLong(4, claim.fence());
                update.executeUpdate();
            }
        }
    }

    /** All were confirmed, but for those that LaunchDarkly refused to remove: they are tried again in a while. */
    public void confirm(Connection connection, long run, List<Operation> removed) throws SQLException {
        Array keys = texts(connection, removed.stream().map(Operation::key).toList());
        try (PreparedStatement delete = connection.prepareStatement("""
                        delete from erased_key e where e.tenant_id = ? and e.sync_id = ? and e.key = any (?)
                           and not exists (select from quarantined_key q where q.tenant_id = e.tenant_id
                                and q.sync_id = e.sync_id and q.key = e.key and q.run_id = ?)""");
                PreparedStatement settle = connection.prepareStatement("""
                        update erasure_place p
                           set state = 'confirmed', ended_at = now(), run_id = c.run_id, call_ordinal = c.ordinal,
                               call_at = c.at, call_status = c.status, asked_at = null, asked_words = null
                          from (select * from run_call where tenant_id = ? and run_id = ? and outcome = 'done'
                                 order by ordinal desc limit 1) c
                         where p.tenant_id = ? and p.sync_id = ? and p.state = 'waiting'
                           and not exists (select from erased_key e where e.tenant_id = p.tenant_id
                                and e.sync_id = p.sync_id and e.erasure_id = p.erasure_id)""")) {
            delete.setLong(1, claim.tenant());
            delete.setLong(2, claim.sync());
            delete.setArray(3, keys);
            delete.setLong(4, run);
            delete.executeUpdate();
            settle.setLong(1, claim.tenant());
            settle.setLong(2, run);
            settle.setLong(3, claim.tenant());
            settle.setLong(4, claim.sync());
            settle.executeUpdate();
        }
        lookAgain(connection, keys);
    }

    /** At once for what came meanwhile, in a while for what was refused. */
    private void lookAgain(Connection connection, Array tried) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync s set erase_at = case
                       when exists (select from erased_key e where e.tenant_id = s.tenant_id and e.sync_id = s.id
                                       and e.key <> all (?)) then now()
                       when exists (select from erased_key e where e.tenant_id = s.tenant_id and e.sync_id = s.id)
                       then now() + interval '15 minutes' end
                 where tenant_id = ? and id = ? and erase_at is not null""")) {
            update.setArray(1, tried);
            update.setLong(2, claim.tenant());
            update.setLong(3, claim.sync());
            update.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }
}
