package io.segue.alert.send;

import io.quarkus.mailer.MockMailbox;
import io.segue.TestingRows;
import io.segue.TestingSettings;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.alert.AlertConfig;
import io.segue.alert.TestingReceiver;
import io.segue.alert.target.TargetSecrets;
import io.segue.alert.watch.TestingLook;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.platform.mail.TestingMails;
import io.segue.platform.outbound.OutboundCalls;
import io.segue.tenant.TenantSummary;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;

/** Has something to tell, and sends it when a test says so: a tenant with one sync that fails and recovers. */
@ApplicationScoped
class TestingSending {

    @Inject
    TestingLook look;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    @Inject
    TestingMails mails;

    @Inject
    MockMailbox mailbox;

    @Inject
    Database database;

    @Inject
    TargetSecrets secrets;

    @Inject
    OpaqueIds ids;

    @Inject
    OutboundCalls calls;

    @Inject
    Bodies bodies;

    @Inject
    AlertMails alertMails;

    @Inject
    AlertMetrics metrics;

    /** What one test has for itself. */
    record Begun(TenantSummary tenant, AlertSender sender, DueNotices due) {}

    Begun begin(TestingReceiver pagerDuty) {
        clock.stop();
        TenantSummary tenant = tenants.enabled();
        long connection = rows.connection(tenant.id(), "Production", true);
        rows.sync(tenant.id(), rows.segment(tenant.id(), "1", "Power <b> users", 10), connection, "ready");
        AlertConfig config = TestingSettings.of(
                AlertConfig.class, Map.of("segue.alerts.pagerduty-url", pagerDuty.url("/v2/enqueue")));
        DueNotices due = new DueNotices(database, secrets, ids, config, clock, "https://segue.example");
        AlertSender sender = new AlertSender(
                due, alertMails, new Posts(calls, bodies, config, clock), metrics, config, new Stopping());
        // What other tests left is no concern of this one.
        database.as(
                Database.Role.WORKER,
                c -> new Select(
                                "update alert_delivery set lease_until = now() + interval '9 days' where state = 'waiting' returning id")
                        .list(c, row -> true));
        mailbox.clear();
        return new Begun(tenant, sender, due);
    }

    void end(AlertSender sender) throws InterruptedException {
        sender.stop(null);
        mails.work();
        clock.goOn();
    }

    void fail(TenantSummary tenant, String code) {
        rows.write(
                tenant.id(),
                "update sync set state = 'retrying', failure_code = '" + code + "', failing_since = '"
                        + clock.instant().minus(Duration.ofHours(5)) + "' where tenant_id = ? returning id");
        look.at(tenant);
    }

    void recover(TenantSummary tenant) {
        rows.write(
                tenant.id(), "update sync set state = 'ready', failing_since = null where tenant_id = ? returning id");
        look.at(tenant);
        clock.tick(Duration.ofMinutes(5));
        look.at(tenant);
    }
}
