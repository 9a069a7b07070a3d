package io.segue.dashboard.support;

import io.segue.dashboard.support.Failure.Named;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What fails, over all enabled tenants: read in support's narrow role, from what the rooms have noted. */
@ApplicationScoped
class Failures {

    /** What fails now, a row for each tenant, cause and kind of it; columns as in {@link Failure}. */
    static final String FAILING = """
            failing as (
                select f.tenant_id, f.cause, f.why, sum(f.count) as count, bool_or(f.urgent) as urgent,
                       min(f.since) as since, mode() within group (order by f.message) as message
                  from (
                    select tenant_id, coalesce(failure_code, 'unknown') as cause, '' as why, 1::bigint as count,
                           state <> 'retrying' as urgent, failing_since as since, failure_message as message
                      from sync where (mode <> 'off' or to_be_empty) and state <> 'ready' and paused_at is null
                    union all
                    select tenant_id, 'heap-refused', regexp_replace(substring(last_refusal from '^[^:.;]*'), '[0-9]+', 'N', 'g'),
                           1, true, last_refusal_at, last_refusal
                      from hook where last_refusal_at > coalesce(last_call_at, '-infinity')
                    union all
                    select tenant_id, 'silence', '', 1, false, last_call_at, null
                      from hook where last_call_at < now() - interval '6 hours'
                       and exists (select from sync y where y.tenant_id = hook.tenant_id and y.mode = 'recurring'
                                                        and y.paused_at is null)
                    union all
                    select tenant_id, 'delivery-' || verdict, '', count(*), verdict in ('failed', 'foreign'), min(received_at), null
                      -- Each half has an index of its own.
                      from delivery where (verdict in ('conflict', 'stale', 'unusable', 'failed') or verdict = 'foreign')
                       and received_at > now() - interval '3 days'
                     group by tenant_id, verdict
                    union all
                    select tenant_id, 'held', '', 1, true, since, null from hold where state = 'open'
                  ) f join tenant t on t.id = f.tenant_id and t.state = 'enabled'
                 group by f.tenant_id, f.cause, f.why)""";

    private static final int NAMED = 5;

    private final Database database;

    Failures(Database database) {
        this.database = database;
    }

    /** One for each cause, those that somebody must act on first, then by how many tenants have it. */
    List<Failure> byCause() {
        return database.as(
                Database.Role.SUPPORT,
                connection -> new Select("with " + FAILING + """
                , placed as (
                    select f.*, t.slug, t.name, row_number() over (partition by f.cause, f.why
                                                                   order by f.urgent desc, f.since, t.id) as place
                      from failing f join tenant t on t.id = f.tenant_id)
                select cause, why, sum(count)::bigint as count, bool_or(urgent) as urgent, min(since) as since,
                       mode() within group (order by message) as message, count(*) as tenants,
                       array_agg(slug order by place) filter (where place <= ?) as slugs,
                       array_agg(name order by place) filter (where place <= ?) as names
                  from placed group by cause, why order by bool_or(urgent) desc, count(*) desc, cause, why""", NAMED, NAMED)
                        .list(connection, row -> failure(row, row.getLong("tenants"), named(row))));
    }

    /** By the number of the tenant, the urgent first; who has none is not in it. */
    Map<Long, List<Failure>> of(Stream<Long> tenants) {
        Long[] asked = tenants.toArray(Long[]::new);
        return database
                .as(
                        Database.Role.SUPPORT,
                        connection -> new Select("with " + FAILING + """
                        select * from failing where tenant_id = any (?) order by urgent desc, since""", (Object) asked)
                                .list(
                                        connection,
                                        row -> Map.entry(row.getLong("tenant_id"), failure(row, 1, List.of()))))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Failure failure(ResultSet row, long tenants, List<Named> named) throws SQLException {
        return new Failure(
                Cause.of(row.getString("cause")),
                Select.text(row, "why").orElse(""),
                row.getLong("count"),
                row.getBoolean("urgent"),
                Select.time(row, "since"),
                Select.text(row, "message"),
                tenants,
                named);
    }

    private static List<Named> named(ResultSet row) throws SQLException {
        List<Named> named = new ArrayList<>();
        String[] slugs = texts(row.getArray("slugs"));
        String[] names = texts(row.getArray("names"));
        for (int i = 0; i < slugs.length; i++) {
            named.add(new Named(slugs[i], names[i]));
        }
        return List.copyOf(named);
    }

    private static String[] texts(Array array) throws SQLException {
        return (String[]) array.getArray();
    }
}
