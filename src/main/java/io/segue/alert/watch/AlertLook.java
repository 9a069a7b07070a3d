package io.segue.alert.watch;

import io.quarkus.logging.Log;
import io.segue.alert.AlertConfig;
import io.segue.alert.rule.Rules;
import io.segue.platform.Database;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.row.TenantRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One look at one tenant: what is wrong, what of it is news, and writing that down, in one transaction. */
@ApplicationScoped
class AlertLook {

    private final Database database;
    private final Rules rules;
    private final SyncConditions syncs;
    private final HeapConditions heap;
    private final OtherConditions others;
    private final Alerts alerts;
    private final AlertConfig config;
    private final Clock clock;

    AlertLook(
            Database database,
            Rules rules,
            SyncConditions syncs,
            HeapConditions heap,
            OtherConditions others,
            Alerts alerts,
            AlertConfig config,
            Clock clock) {
        this.database = database;
        this.rules = rules;
        this.syncs = syncs;
        this.heap = heap;
        this.others = others;
        this.alerts = alerts;
        this.config = config;
        this.clock = clock;
    }

    /** A tenant that cannot be looked at holds up no other. */
    void at(TenantSummary tenant) {
        try {
            database.doInTenant(tenant.id(), connection -> {
                // Two who look at once tell nothing twice, and no rule changes meanwhile.
                TenantRow.hold(connection, tenant.id());
                Instant now = clock.instant();
                AlertPlanner planner =
                        new AlertPlanner(rules.all(connection, tenant.id()), config.settle(), config.mostOfAKind());
                AlertPlan plan = planner.plan(
                        now, conditions(connection, tenant.id(), now), alerts.open(connection, tenant.id()));
                alerts.carryOut(connection, tenant, plan, now);
            });
        } catch (RuntimeException e) {
            Log.warnf(e, "Looking what to tell tenant %d failed. The next look finds the same.", tenant.id());
        }
    }

    private List<Condition> conditions(Connection connection, long tenant, Instant now) throws SQLException {
        List<Condition> all = new ArrayList<>(syncs.find(connection, tenant, now));
        all.addAll(heap.refused(connection, tenant, now));
        all.addAll(heap.setAside(connection, tenant, now));
        all.addAll(heap.flags(connection, tenant, now));
        all.addAll(others.holds(connection, tenant, now));
        all.addAll(others.quarantine(connection, tenant, now));
        all.addAll(others.silences(connection, tenant, now));
        all.addAll(others.limits(connection, tenant, now));
        return all;
    }
}
