package io.segue.alert.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.alert.TestingTargets;
import io.segue.alert.target.Targets;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertRetentionTest {

    @Inject
    AlertRetentionJob job;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingTargets made;

    @Inject
    Targets targets;

    @Inject
    TestingRows rows;

    @Test
    void deletesWhatIsOldAndKeepsWhatGoesOn() {
        long tenant = tenants.enabled().id();
        String target = made.webhook(tenant, "ours", "http://127.0.0.1:1/");
        made.delivered(tenant, target);
        targets.remove(tenant, target, "a test");
        for (String recovered : new String[] {"now() - interval '91 days'", "now() - interval '89 days'", "null"}) {
            rows.write(tenant, """
                    insert into alert (tenant_id, kind, subject, level, title, detail, path, raised_at, recovered_at)
                    values (?, 'run-failing', 'sync:1', 'warn', 't', 'd', '/', now() - interval '100 days', RECOVERED)
                    returning id""".replace("RECOVERED", recovered));
        }
        rows.write(tenant, "update alert_notice set at = now() - interval '91 days' where tenant_id = ? returning id");
        rows.write(
                tenant,
                "update alert_target set removed_at = now() - interval '91 days' where tenant_id = ? returning id");

        job.deleteOld();

        assertThat(rows.count(tenant, "select count(*) from alert where tenant_id = ?"))
                .isEqualTo(2);
        assertThat(rows.count(tenant, "select count(*) from alert_notice where tenant_id = ?"))
                .isZero();
        assertThat(rows.count(tenant, "select count(*) from alert_delivery where tenant_id = ?"))
                .isZero();
        assertThat(rows.count(tenant, "select count(*) from alert_target where tenant_id = ?"))
                .isZero();
    }
}
