package io.segue.sync.claim;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.node.ThisNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The due table: what is due in any tenant is claimed with a lease and a fence, by the database's clock. */
@ApplicationScoped
public class Claims {

    /** So many due syncs are looked at for each that can be claimed: enough to come upon several tenants. */
    private static final int LOOKED_AT = 25;

    private final Database database;
    private final long leaseSeconds;
    private final int runsOfOneTenant;
    private final ThisNode node;

    Claims(Database database, SyncConfig config, ThisNode node) {
        this.database = database;
        this.leaseSeconds = config.lease().toSeconds();
        this.runsOfOneTenant = config.runsOfOneTenant();
        this.node = node;
    }

    /**
     * In turn: whoever has the fewest runs already, then the longest due; and of each tenant only as many as it may still run
     * at once. The runs of this node by tenant are given.
     */
    public List<Claim> claim(int most, Map<Long, Integer> running) {
        return database.as(Role.WORKER, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with running as (select * from unnest(?::bigint[], ?::int[]) as r(tenant, runs)),
                    looked_at as (
                        select tenant_id, id, next_run_at from sync
                         where next_run_at <= now() and paused_at is null and (lease_until is null or lease_until < now())
                           -- Or turned off while a node had it that was lost: its run is to be ended.
                           and (mode <> 'off' or to_be_empty or lease_until < now())
                           and tenant_id not in (select tenant from running where runs >= ?)
                           and exists (select from tenant t where t.id = sync.tenant_id and t.state = 'enabled')
                         order by next_run_at limit ? for update skip locked),
                    -- Off or paused, a sync is still due for the keys of people who were erased.
                    erasing as (
                        select tenant_id, id, erase_at as next_run_at from sync
                         where erase_at <= now() and (lease_until is null or lease_until < now())
                           and tenant_id not in (select tenant from running where runs >= ?)
                           and (tenant_id, id) not in (select tenant_id, id from looked_at)
                           and exists (select from tenant t where t.id = sync.tenant_id and t.state = 'enabled')
                         order by erase_at limit ? for update skip locked),
                    ranked as (
                        select l.*, coalesce(r.runs, 0) + row_number() over (partition by tenant_id order by next_run_at) as place
                          from (select * from looked_at union all select * from erasing) l
                          left join running r on r.tenant = l.tenant_id),
                    due as (
                        select tenant_id, id from ranked where place <= ? order by place, next_run_at limit ?)
                    update sync s set lease_owner = ?, lease_until = now() + ? * interval '1 second', fence = fence + 1
                      from due where s.tenant_id = due.tenant_id and s.id = due.id
                    returning s.tenant_id, s.id, s.segment_id, s.connection_id, s.fence""")) {
                update.setArray(
                        1, connection.createArrayOf("bigint", running.keySet().toArray(Long[]::new)));
                update.setArray(
                        2, connection.createArrayOf("int", running.values().toArray(Integer[]::new)));
                update.setInt(3, runsOfOneTenant);
                update.setInt(4, most * LOOKED_AT);
                update.setInt(5, runsOfOneTenant);
                update.setInt(6, most * LOOKED_AT);
                update.setInt(7, runsOfOneTenant);
                update.setInt(8, most);
                update.setString(9, node.id());
                update.setLong(10, leaseSeconds);
                List<Claim> claimed = new ArrayList<>();
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        claimed.add(new Claim(
                                rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
                    }
                }
                return claimed;
            }
        });
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
