package io.segue.sync.claim;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.platform.node.ThisNode;
import io.segue.sync.claim.Turns.Due;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The due table: what is due in any tenant is claimed with a lease and a fence, by the database's clock. */
@ApplicationScoped
public class Claims {

    /** So many due syncs are looked at for each that can be claimed: enough to come upon several tenants. */
    private static final int LOOKED_AT = 25;

    /** When these are not all that is due, about so many tenants are asked besides for their oldest one. */
    private static final int TENANTS_ASKED = 400;

    private static final String IS_DUE = """
            next_run_at <= now() and paused_at is null and (lease_until is null or lease_until < now())
               -- Or turned off while a node had it that was lost: its run is to be ended.
               and (mode <> 'off' or to_be_empty or lease_until < now())""";

    private static final String LONGEST_DUE = """
            select tenant_id, id, next_run_at from sync
             where %s and tenant_id <> all (?)
               and (select t.state from tenant t where t.id = sync.tenant_id) = 'enabled'
             order by next_run_at limit ? for update skip locked""".formatted(IS_DUE);

    /** Each time a part of the tenants, so that each is asked soon. */
    private static final String BEHIND_THEM = """
            select o.* from tenant t cross join lateral (
                select tenant_id, id, next_run_at from sync where tenant_id = t.id and %s
                 order by next_run_at limit 1 for update skip locked) o
             where t.state = 'enabled' and t.id <> all (?)
               and mod(t.id, (select 1 + count(*) / ? from tenant)) = mod(?, (select 1 + count(*) / ? from tenant))""".formatted(IS_DUE);

    /**
     * Off or paused, a sync is still due for the keys of people who were erased. Of each tenant the first, then the second of
     * each.
     */
    private static final String ERASING = """
            select s.* from (
                select tenant_id, id from (
                    select tenant_id, id, erase_at, row_number() over (partition by tenant_id order by erase_at) as place
                      from sync
                     where erase_at <= now() and (lease_until is null or lease_until < now()) and tenant_id <> all (?)
                       and (select t.state from tenant t where t.id = sync.tenant_id) = 'enabled') p
                 order by place, erase_at limit ?) e
              cross join lateral (
                select tenant_id, id, erase_at from sync
                 where tenant_id = e.tenant_id and id = e.id and (lease_until is null or lease_until < now())
                   -- So written that no index of it is taken for the key's.
                   and coalesce(erase_at, 'infinity') <= now() for update skip locked) s""";

    private final Database database;
    private final long leaseSeconds;
    private final int runsOfOneTenant;
    private final ThisNode node;
    private final Turns turns = new Turns();
    private final AtomicLong asked = new AtomicLong();

    Claims(Database database, SyncConfig config, ThisNode node) {
        this.database = database;
        this.leaseSeconds = config.lease().toSeconds();
        this.runsOfOneTenant = config.runsOfOneTenant();
        this.node = node;
    }

    /**
     * In turn: whoever has the fewest runs already, then who was given none for the longest time, then the longest due; and of
     * each tenant only as many as it may still run at once. The runs of this node by tenant are given.
     */
    public List<Claim> claim(int most, Map<Long, Integer> running) {
        return database.as(Role.WORKER, connection -> {
            List<Due> chosen = turns.choose(due(connection, most, running), running, runsOfOneTenant, most);
            return chosen.isEmpty() ? List.of() : lease(connection, chosen);
        });
    }

    /** Locked, so that nobody else claims it meanwhile. */
    private List<Due> due(Connection connection, int most, Map<Long, Integer> running) throws SQLException {
        List<Long> full = running.entrySet().stream()
                .filter(tenant -> tenant.getValue() >= runsOfOneTenant)
                .map(Map.Entry::getKey)
                .toList();
        int lookedAt = most * LOOKED_AT;
        List<Due> due = list(connection, new Select(ERASING, numbers(connection, full), lookedAt));
        // Or all that is due would be sorted when there is suddenly much of it.
        IndexOrder.prefer(connection);
        List<Due> longest = list(connection, new Select(LONGEST_DUE, numbers(connection, full), lookedAt));
        due.addAll(longest);
        if (longest.size() == lookedAt) {
            List<Long> seen = Stream.concat(full.stream(), longest.stream().map(Due::tenant))
                    .distinct()
                    .toList();
            due.addAll(list(
                    connection,
                    new Select(
                            BEHIND_THEM,
                            numbers(connection, seen),
                            TENANTS_ASKED,
                            asked.getAndIncrement(),
                            TENANTS_ASKED)));
        }
        return due;
    }

    private List<Claim> lease(Connection connection, List<Due> chosen) throws SQLException {
        return new Select(
                        """
                        update sync s set lease_owner = ?, lease_until = now() + ? * interval '1 second', fence = fence + 1
                          from unnest(?::bigint[], ?::bigint[]) as due(tenant, sync)
                         where s.tenant_id = due.tenant and s.id = due.sync
                        returning s.tenant_id, s.id, s.segment_id, s.connection_id, s.fence""",
                        node.id(),
                        leaseSeconds,
                        numbers(connection, chosen.stream().map(Due::tenant).toList()),
                        numbers(connection, chosen.stream().map(Due::sync).toList()))
                .list(
                        connection,
                        row -> new Claim(
                                row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
    }

    private static List<Due> list(Connection connection, Select select) throws SQLException {
        return select.list(
                connection,
                row -> new Due(
                        row.getLong(1), row.getLong(2), row.getTimestamp(3).toInstant()));
    }

    private static Array numbers(Connection connection, List<Long> numbers) throws SQLException {
        return connection.createArrayOf("bigint", numbers.toArray());
    }

    /** Keeps the lease; throws when it is no longer ours. False when a person has told the run to stop. */
    public boolean renew(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set lease_until = clock_timestamp() + ? * interval '1 second'
                 where tenant_id = ? and id = ? and fence = ? returning stop_fence < fence""")) {
            update.setLong(1, leaseSeconds);
            update.setLong(2, claim.tenant());
            update.setLong(3, claim.sync());
            update.setLong(4, claim.fence());
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw new FenceLostException(claim);
                }
                return rows.getBoolean(1);
            }
        }
    }
}
