package io.segue.alert.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.alert.AlertConfig;
import io.segue.alert.notice.TestingNotices;
import io.segue.alert.rule.Rules;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Looks at tenants for tests of other rooms' pages; also as a node that is lost in the middle. */
@ApplicationScoped
public class TestingLook {

    private final AlertJob job;
    private final AlertLook look;
    private final AlertLook lost;

    TestingLook(
            AlertJob job,
            AlertLook look,
            Database database,
            Rules rules,
            SyncConditions syncs,
            HeapConditions heap,
            OtherConditions others,
            OpaqueIds ids,
            ObjectMapper json,
            AlertConfig config,
            Clock clock) {
        this.job = job;
        this.look = look;
        Alerts alerts = new Alerts(TestingNotices.lost(rules, json), ids, "http://localhost");
        this.lost = new AlertLook(database, rules, syncs, heap, others, alerts, config, clock);
    }

    public void at(TenantSummary tenant) {
        look.at(tenant);
    }

    public void everywhere() {
        job.look();
    }

    void atAndBeLost(TenantSummary tenant) {
        lost.at(tenant);
    }
}
