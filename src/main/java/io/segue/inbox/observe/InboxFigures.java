package io.segue.inbox.observe;

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

/** How many deliveries wait to be applied, by how long they wait. */
@ApplicationScoped
class InboxFigures implements Sampled {

    private static final List<String> AGES = List.of("under_10s", "under_1m", "under_10m", "over_10m");

    private final Database database;
    private final MetricsConfig config;
    private final Rows byAge;
    private final Rows ofTenant;
    private final Figure oldest;

    InboxFigures(Database database, MetricsConfig config, MeterRegistry registry) {
        this.database = database;
        this.config = config;
        this.byAge = new Rows(
                registry, "segue.backlog", "age", "Deliveries that wait to be applied, each in one class of age");
        this.ofTenant = new Rows(
                registry, "segue.tenant.backlog", "tenant", "Deliveries that wait, of the tenants with the most");
        this.oldest = new Figure(registry, "segue.backlog.oldest", "seconds", "How long the oldest of them waits");
    }

    @Override
    public void sample() {
        database.as(Role.WORKER, connection -> {
            byAge.show(byAge(connection));
            oldest.show(oldestSeconds(connection));
            if (config.tenants() > 0) {
                ofTenant.show(ofTenants(connection));
            }
            return true;
        });
    }

    private static Map<String, Long> byAge(Connection connection) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        AGES.forEach(age -> found.put(age, 0L));
        new Select("""
                select case when received_at > now() - interval '10 seconds' then 'under_10s'
                            when received_at > now() - interval '1 minute' then 'under_1m'
                            when received_at > now() - interval '10 minutes' then 'under_10m'
                            else 'over_10m' end as age, count(*) as deliveries
                  from delivery where verdict = 'waiting' and segment_id is not null group by 1""").list(connection, row -> found.put(row.getString("age"), row.getLong("deliveries")));
        return found;
    }

    static double oldestSeconds(Connection connection) throws SQLException {
        return new Select("""
                select coalesce(extract(epoch from now() - min(received_at)), 0) from delivery
                 where verdict = 'waiting' and segment_id is not null""").first(connection, row -> row.getDouble(1)).orElse(0.0);
    }

    private Map<String, Long> ofTenants(Connection connection) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        new Select("""
                select t.slug, count(*) as deliveries from delivery d join tenant t on t.id = d.tenant_id
                 where d.verdict = 'waiting' and d.segment_id is not null
                 group by t.slug order by deliveries desc, t.slug limit ?""", config.tenants())
                .list(connection, row -> found.put(row.getString("slug"), row.getLong("deliveries")));
        return found;
    }
}
