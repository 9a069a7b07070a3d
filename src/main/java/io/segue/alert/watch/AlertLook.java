package io.segue.alert.watch;

import io.quarkus.logging.Log;
import io.segue.alert.AlertConfig;
import io.segue.alert.rule.Rules;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.TenantSummary;
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
    private final OtherConditions others;
    private final Alerts alerts;
    private final AlertConfig config;
    private final Clock clock;

    AlertLook(
            Database database,
            Rules rules,
            SyncConditions syncs,
            OtherConditions others,
            Alerts alerts,
            AlertConfig config,
            Clock clock) {
        this.database = database;
        this.rules = rules;
        this.syncs = syncs;
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
                new Select("select 1 from tenant where id = ? for no key update", tenant.id())
                        .first(connection, row -> true);
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
        all.addAll(others.holds(connection, tenant, now));
        all.addAll(others.quarantine(connection, tenant, now));
        all.addAll(others.silences(connection, tenant, now));
        all.addAll(others.limits(connection, tenant, now));
        return all;
    }
}
