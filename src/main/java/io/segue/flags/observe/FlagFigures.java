package io.segue.flags.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.platform.observe.Figure;
import io.segue.platform.observe.Rows;
import io.segue.platform.observe.Sampled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The orders to tell Heap something, of values and of changes together: how they are, and how long they wait for a node. */
@ApplicationScoped
class FlagFigures implements Sampled {

    private static final List<String> STATES = List.of("ready", "retrying", "stopped", "parked");
    private static final List<String> AGES = List.of("under_1m", "under_10m", "over_10m");

    /** Due, of a tenant that is served, and in no node's hands. */
    private static final String DUE = """
            with due as (
                select tenant_id, next_run_at as since from flag_write
                 where next_run_at <= now() and mode <> 'off' and (lease_until is null or lease_until < now())
                union all
                select tenant_id, next_try_at from flag_change_order
                 where next_try_at <= now() and is_on and (lease_until is null or lease_until < now())),
            served as (
                select since from due where exists (select from tenant t where t.id = due.tenant_id and t.state = 'enabled'))
            """;

    private final Database database;
    private final Rows states;
    private final Rows byAge;
    private final Figure oldest;

    FlagFigures(Database database, MeterRegistry registry) {
        this.database = database;
        this.states = new Rows(
                registry,
                "segue.flag.orders",
                "state",
                "Orders to tell Heap flag values or changes that are on, by state");
        this.byAge = new Rows(
                registry, "segue.flag.backlog", "age", "Of these, those that are due and wait for a node, by age");
        this.oldest = new Figure(registry, "segue.flag.backlog.oldest", "seconds", "How long the oldest of them waits");
    }

    @Override
    public void sample() {
        database.as(Role.WORKER, connection -> {
            states.show(states(connection));
            byAge.show(byAge(connection));
            oldest.show(oldestSeconds(connection));
            return true;
        });
    }

    static Map<String, Long> states(Connection connection) throws SQLException {
        return counted(STATES, connection, """
                select state, count(*) from (
                    select state from flag_write where mode <> 'off'
                    union all select state from flag_change_order where is_on) orders group by 1""");
    }

    static Map<String, Long> byAge(Connection connection) throws SQLException {
        return counted(AGES, connection, DUE + """
                select case when since > now() - interval '1 minute' then 'under_1m'
                            when since > now() - interval '10 minutes' then 'under_10m'
                            else 'over_10m' end, count(*) from served group by 1""");
    }

    static double oldestSeconds(Connection connection) throws SQLException {
        return new Select(DUE + "select coalesce(extract(epoch from now() - min(since)), 0) from served")
                .first(connection, row -> row.getDouble(1))
                .orElse(0.0);
    }

    private static Map<String, Long> counted(List<String> all, Connection connection, String sql) throws SQLException {
        Map<String, Long> found = new LinkedHashMap<>();
        all.forEach(one -> found.put(one, 0L));
        new Select(sql).list(connection, row -> found.put(row.getString(1), row.getLong(2)));
        return found;
    }
}
