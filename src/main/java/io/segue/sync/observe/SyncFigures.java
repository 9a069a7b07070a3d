package io.segue.sync.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.platform.observe.Figure;
import io.segue.platform.observe.MetricsConfig;
import io.segue.platform.observe.Rows;
import io.segue.platform.observe.Sampled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What stands in the database of all syncs: how they are, how long they wait, what waits for a person. */
@ApplicationScoped
class SyncFigures implements Sampled {

    private static final List<String> STATES = List.of("ready", "retrying", "stopped", "parked", "paused");

    private final Database database;
    private final MetricsConfig config;
    private final Rows states;
    private final Rows failingOfTenant;
    private final Rows silences;
    private final Figure overdue;
    private final Figure holds;
    private final Figure oldestHold;
    private final Figure quarantined;
    private final Figure resting;

    SyncFigures(Database database, MetricsConfig config, MeterRegistry registry) {
        this.database = database;
        this.config = config;
        this.states = new Rows(registry, "segue.syncs", "state", "Syncs that are on, by state");
        this.failingOfTenant =
                new Rows(registry, "segue.tenant.failing.syncs", "tenant", "Syncs that fail, of the tenants with most");
        this.silences = new Rows(
                registry,
                "segue.silences",
                "of",
                "Silences of Heap's that go on: of whole tenants, of single segments");
        this.overdue = new Figure(registry, "segue.sync.overdue", "seconds", "How long the longest due sync waits");
        this.holds = new Figure(registry, "segue.holds", "", "Holds that wait for a person");
        this.oldestHold = new Figure(registry, "segue.hold.oldest", "seconds", "How long the oldest of them waits");
        this.quarantined = new Figure(registry, "segue.quarantined.keys", "", "Keys in quarantine");
        this.resting = new Figure(
                registry, "segue.tokens.resting", "", "Access tokens that LaunchDarkly told us not to use for now");
    }

    @Override
    public void sample() {
        database.as(Role.WORKER, connection -> {
            states.show(states(connection));
            if (config.tenants() > 0) {
                failingOfTenant.show(failing(connection));
            }
            silences.show(silences(connection));
            overdue.show(number(connection, """
                    select coalesce(extract(epoch from now() - min(next_run_at)), 0) from sync
                     where next_run_at <= now() and paused_at is null and (mode <> 'off' or to_be_empty)
                       and (lease_until is null or lease_until < now())
                       and exists (select from tenant t where t.id = sync.tenant_id and t.state = 'enabled')"""));
            new Select("""
                    select count(*) as holds, coalesce(extract(epoch from now() - min(since)), 0) as oldest from hold
                     where state = 'open'""").first(connection, row -> {
                holds.show(row.getLong("holds"));
                oldestHold.show(row.getDouble("oldest"));
                return true;
            });
            quarantined.show(number(connection, "select count(*) from quarantined_key"));
            resting.show(number(connection, "select count(*) from pause where until > now()"));
            return true;
        });
    }

    private static Map<String, Long> states(Connection connection) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        STATES.forEach(state -> found.put(state, 0L));
        new Select("""
                select case when paused_at is not null then 'paused' else state end as state, count(*) as syncs from sync
                 where mode <> 'off' or to_be_empty group by 1""").list(connection, row -> found.put(row.getString("state"), row.getLong("syncs")));
        return found;
    }

    private Map<String, Long> failing(Connection connection) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        new Select("""
                select t.slug, count(*) as syncs from sync s join tenant t on t.id = s.tenant_id
                 where s.state <> 'ready' and s.mode <> 'off' and s.paused_at is null
                 group by t.slug order by syncs desc, t.slug limit ?""", config.tenants())
                .list(connection, row -> found.put(row.getString("slug"), row.getLong("syncs")));
        return found;
    }

    private static Map<String, Long> silences(Connection connection) throws SQLException {
        return new Select("""
                select count(*) filter (where segment_id is null) as tenants, count(segment_id) as segments
                  from silence where ended_at is null""")
                .first(connection, row -> Map.of("tenant", row.getLong("tenants"), "segment", row.getLong("segments")))
                .orElse(Map.of());
    }

    private static double number(Connection connection, String sql) throws SQLException {
        return new Select(sql).first(connection, row -> row.getDouble(1)).orElse(0.0);
    }
}
