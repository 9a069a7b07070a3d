package io.segue.flags.engine;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.retention.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Deletes old runs of flag values with their calls, but never the last run of an order. */
@ApplicationScoped
class WriteRetentionJob {

    private static final Purge RUNS = new Purge("""
            delete from flag_run where ctid = any (array(select r.ctid from flag_run r where r.tenant_id = ? and r.finished_at < ?
               and exists (select from flag_run n where n.tenant_id = r.tenant_id and n.write_id = r.write_id and n.id > r.id)
             limit ?))""");

    private final Database database;
    private final Tenants tenants;
    private final WriteConfig config;
    private final Clock clock;

    WriteRetentionJob(Database database, Tenants tenants, WriteConfig config, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-flag-runs", every = "1h", delayed = "80s")
    void deleteOldRuns() {
        long gone = RUNS.before(
                clock.instant().minus(config.keepRuns()),
                tenants.all().stream().map(TenantSummary::id).toList(),
                database);
        if (gone > 0) {
            Log.infof("Deleted %d old runs of flag values", gone);
        }
    }
}
