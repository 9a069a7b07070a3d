package io.segue.flags.engine;

import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The due table: what is due in any tenant is claimed with a lease and a fence, by the database's clock. */
@ApplicationScoped
class WriteClaims {

    private final Database database;
    private final Stopping node;
    private final Clock clock;
    private final long leaseSeconds;
    private final String owner = UUID.randomUUID().toString();

    WriteClaims(Database database, WriteConfig config, Stopping node, Clock clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
        this.leaseSeconds = config.lease().toSeconds();
    }

    /** The longest due first, and of each tenant one at a time: a tenant with many environments shuts out nobody. */
    List<WriteClaim> claim(int most, Set<Long> busyTenants) {
        return database.as(
                Role.WORKER,
                connection -> new Select(
                                """
                        with looked_at as (
                            select tenant_id, id, next_run_at from flag_write
                             where next_run_at <= now() and (lease_until is null or lease_until < now())
                               -- Or turned off while a node had it that was lost: its run is to be ended.
                               and (mode <> 'off' or lease_until < now())
                               and tenant_id <> all (?)
                               and exists (select from tenant t where t.id = flag_write.tenant_id and t.state = 'enabled')
                             order by next_run_at limit 50 for update skip locked),
                        due as (
                            select * from (select distinct on (tenant_id) * from looked_at order by tenant_id, next_run_at) one
                             order by next_run_at limit ?)
                        update flag_write w set lease_owner = ?, lease_until = now() + ?::int * interval '1 second', fence = fence + 1
                          from due where w.tenant_id = due.tenant_id and w.id = due.id
                        returning w.tenant_id, w.id, w.connection_id, w.fence""",
                                connection.createArrayOf("bigint", busyTenants.toArray()),
                                most,
                                owner,
                                leaseSeconds)
                        .list(
                                connection,
                                row -> new WriteClaim(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4))));
    }

    /** Keeps the lease; throws when it is no longer ours. False when a person has told the run to stop. */
    boolean renew(Connection connection, WriteClaim claim) throws SQLException {
        return new Select("""
                        update flag_write set lease_until = clock_timestamp() + ?::int * interval '1 second'
                         where tenant_id = ? and id = ? and fence = ? returning stop_fence < fence""", leaseSeconds, claim.tenant(), claim.order(), claim.fence())
                .first(connection, row -> row.getBoolean(1))
                .orElseThrow(() -> new LeaseLostException(claim));
    }

    /** This node stops: what is under way is written down, and another node goes on with the run. */
    static class LeftException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        LeftException(WriteClaim claim) {
            super("The run of the order " + claim.order() + " is left to another node, because this one stops");
        }
    }

    /** A claim's time, renewed well before it is up. */
    Lease lease(WriteClaim claim) {
        return new Lease(claim);
    }

    /** A node that was away finds out here, before it sends anything. */
    class Lease {

        private static final Duration CARE = Duration.ofSeconds(8);

        private final WriteClaim claim;
        private Instant keptAt = clock.instant();

        Lease(WriteClaim claim) {
            this.claim = claim;
        }

        /** Renews when it is time; throws when the lease is no longer ours, or when the run is to stop or to be left. */
        void keep() {
            goOn();
            if (Duration.between(keptAt, clock.instant()).compareTo(CARE) > 0) {
                if (!database.inTenant(claim.tenant(), connection -> renew(connection, claim))) {
                    throw new WriteStoppedException(claim);
                }
                wasKept();
            }
        }

        /** Throws when this node stops: nothing new is begun then. */
        void goOn() {
            if (node.isStopping()) {
                throw new LeftException(claim);
            }
        }

        /** Something else that was written has renewed it. */
        void wasKept() {
            keptAt = clock.instant();
        }
    }
}
