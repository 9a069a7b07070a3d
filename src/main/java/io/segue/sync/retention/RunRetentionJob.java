package io.segue.sync.retention;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.retention.DayPartitions;
import io.segue.platform.retention.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Deletes old runs, but never the last run of a sync, and drops the days of old calls. */
@ApplicationScoped
class RunRetentionJob {

    private static final String OLD_RUNS = """
            run r where r.tenant_id = ? and r.finished_at < ?
               and exists (select from run n where n.tenant_id = r.tenant_id and n.sync_id = r.sync_id and n.id > r.id)""";

    private static final DayPartitions CALLS = new DayPartitions("run_call");
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
        long runs = RUNS.before(now.minus(config.keep()), everyone, database);
        if (runs > 0) {
            Log.infof("Deleted %d old runs", runs);
        }
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-calls", every = "1h", delayed = "40s")
    void dropOldCalls() {
        Instant now = clock.instant();
        int dropped = database.as(Role.WORKER, connection -> {
            CALLS.makeAhead(connection, LocalDate.ofInstant(now, ZoneOffset.UTC));
            return CALLS.dropBefore(connection, now.minus(config.keepCalls()));
        });
        if (dropped > 0) {
            Log.infof("Dropped %d days of old calls", dropped);
        }
    }
}
