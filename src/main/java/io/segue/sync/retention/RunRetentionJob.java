package io.segue.sync.retention;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes old runs and, sooner, their calls; never anything of the last run of a sync. */
@ApplicationScoped
class RunRetentionJob {

    private static final String OLD_RUNS = """
            run r where r.tenant_id = ? and r.finished_at < ?
               and exists (select from run n where n.tenant_id = r.tenant_id and n.sync_id = r.sync_id and n.id > r.id)""";

    private static final Purge CALLS = new Purge("""
            delete from run_call where ctid = any (array(
                select c.ctid from run_call c join (select r.tenant_id, r.id from %s) ended
                    on c.tenant_id = ended.tenant_id and c.run_id = ended.id limit ?))""".formatted(OLD_RUNS));
    private static final Purge RUNS = new Purge("""
            delete from run where ctid = any (array(select r.ctid from %s limit ?))""".formatted(OLD_RUNS));

    private final Database database;
    private final Tenants tenants;
    private final RunRetentionConfig config;
    private final Clock clock;

    RunRetentionJob(Database database, Tenants tenants, RunRetentionConfig config, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-runs", every = "1h", delayed = "70s")
    void deleteOldRuns() {
        Instant now = clock.instant();
        List<Long> everyone = tenants.all().stream().map(TenantSummary::id).toList();
        long calls = CALLS.before(now.minus(shorter(config.keepCalls(), config.keep())), everyone, database);
        long runs = RUNS.before(now.minus(config.keep()), everyone, database);
        if (calls + runs > 0) {
            Log.infof("Deleted %d old runs and %d calls of old runs", runs, calls);
        }
    }

    /** A run cannot go before its calls. */
    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
