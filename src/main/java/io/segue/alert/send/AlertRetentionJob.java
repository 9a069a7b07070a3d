package io.segue.alert.send;

import io.quarkus.scheduler.Scheduled;
import io.segue.alert.AlertConfig;
import io.segue.platform.Database;
import io.segue.platform.retention.Purge;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Deletes old notices with their deliveries, alerts that are long over, and removed targets that nothing names any more. */
@ApplicationScoped
class AlertRetentionJob {

    private static final Purge NOTICES = new Purge("""
            delete from alert_notice where ctid = any (array(select n.ctid from alert_notice n
             where n.tenant_id = ? and n.at < ?
               and not exists (select from alert_delivery d where d.tenant_id = n.tenant_id and d.notice_id = n.id
                   and d.state = 'waiting') limit ?))""");

    private static final Purge ALERTS = new Purge("""
            delete from alert where ctid = any (array(select a.ctid from alert a
             where a.tenant_id = ? and a.recovered_at < ?
               and not exists (select from alert_notice n where n.tenant_id = a.tenant_id and n.alert_id = a.id) limit ?))""");

    private static final Purge TARGETS = new Purge("""
            delete from alert_target where ctid = any (array(select t.ctid from alert_target t
             where t.tenant_id = ? and t.removed_at < ?
               and not exists (select from alert_delivery d where d.tenant_id = t.tenant_id and d.target_id = t.id) limit ?))""");

    private final Database database;
    private final Tenants tenants;
    private final AlertConfig config;
    private final Clock clock;

    AlertRetentionJob(Database database, Tenants tenants, AlertConfig config, Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.config = config;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "old-alerts", every = "1h", delayed = "100s")
    void deleteOld() {
        Instant before = clock.instant().minus(config.keep());
        List<Long> all = tenants.all().stream().map(TenantSummary::id).toList();
        NOTICES.before(before, all, database);
        ALERTS.before(before, all, database);
        TARGETS.before(before, all, database);
    }
}
