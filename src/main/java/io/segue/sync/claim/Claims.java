package io.segue.sync.claim;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** The due table: what is due in any tenant is claimed with a lease and a fence, by the database's clock. */
@ApplicationScoped
public class Claims {

    private final Database database;
    private final long leaseSeconds;
    private final String node = UUID.randomUUID().toString();

    Claims(Database database, SyncConfig config) {
        this.database = database;
        this.leaseSeconds = config.lease().toSeconds();
    }

    /** The longest due first; tenants that have enough runs already are passed over. */
    public List<Claim> claim(int most, Collection<Long> busyTenants) {
        return database.as(Role.WORKER, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    with due as (
                        select tenant_id, id from sync
                         where next_run_at <= now() and (lease_until is null or lease_until < now())
                           and tenant_id <> all (?)
                           and exists (select from tenant t where t.id = sync.tenant_id and t.state = 'enabled')
                         order by next_run_at limit ? for update skip locked)
                    update sync s set lease_owner = ?, lease_until = now() + ? * interval '1 second', fence = fence + 1
                      from due where s.tenant_id = due.tenant_id and s.id = due.id
                    returning s.tenant_id, s.id, s.segment_id, s.connection_id, s.fence""")) {
                update.setArray(1, connection.createArrayOf("bigint", busyTenants.toArray()));
                update.setInt(2, most);
                update.setString(3, node);
                update.setLong(4, leaseSeconds);
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

    /** Keeps the lease; throws when it is no longer ours. */
    public void renew(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set lease_until = now() + ? * interval '1 second'
                 where tenant_id = ? and id = ? and fence = ?""")) {
            update.setLong(1, leaseSeconds);
            update.setLong(2, claim.tenant());
            update.setLong(3, claim.sync());
            update.setLong(4, claim.fence());
            if (update.executeUpdate() == 0) {
                throw new FenceLostException(claim);
            }
        }
    }
}
