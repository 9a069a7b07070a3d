package io.segue.flags.change;

import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.retention.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes what became of old changes. */
@ApplicationScoped
class ChangeRetentionJob {

    private static final Purge CHANGES = new Purge("""
            delete from flag_change where ctid = any (array(select ctid from flag_change
             where tenant_id = ? and received_at < ? and state <> 'waiting' limit ?))""");

    private final Database database;
    private final Tenants tenants;
    private final ChangeConfig config;
    private final Clock clock;

    ChangeRetentionJob(Database database, Tenants tenants, ChangeConfig config, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-flag-changes", every = "1h", delayed = "90s")
    void deleteOldChanges() {
        CHANGES.before(
                clock.instant().minus(config.keep()),
                tenants.all().stream().map(TenantSummary::id).toList(),
                database);
    }
}
