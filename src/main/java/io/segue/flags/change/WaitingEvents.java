package io.segue.flags.change;

import io.segue.connection.Setback;
import io.segue.connection.VendorFailure;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapPlace;
import io.segue.flags.write.HeapPlaces;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The due table of events, and the changes that wait to become some. */
@ApplicationScoped
class WaitingEvents {

    private static final String NAME = "LaunchDarkly flag changed";
    private static final int LONGEST_VALUE = 1_023;

    private final Database database;
    private final HeapPlaces places;

    WaitingEvents(Database database, HeapPlaces places) {
        this.database = database;
        this.places = places;
    }

    /** A connection that is ours for a minute. */
    record Due(long tenant, long connection, String identity, int attempts, Optional<Instant> failingSince) {}

    /** One event that waits. */
    record Waiting(long id, HeapEvent event) {}

    private record Claimed(long tenant, long connection) {}

    /** Those that are due, the longest first. */
    List<Due> claim(int most) {
        List<Claimed> claimed = database.as(
                Role.WORKER, c -> new Select("""
                        with due as (
                            select tenant_id, connection_id from flag_change_order
                             where next_try_at <= now() and is_on and (lease_until is null or lease_until < now())
                               and exists (select from tenant t where t.id = flag_change_order.tenant_id and t.state = 'enabled')
                             order by next_try_at limit ? for update skip locked)
                        update flag_change_order o set lease_until = now() + interval '1 minute'
                          from due where o.tenant_id = due.tenant_id and o.connection_id = due.connection_id
                        returning o.tenant_id, o.connection_id""", most).list(c, row -> new Claimed(row.getLong(1), row.getLong(2))));
        return claimed.stream().map(this::due).flatMap(Optional::stream).toList();
    }

    /** In the order in which the flags were changed, not in that in which we were told. */
    List<Waiting> of(Due due, int most) {
        return database.inTenant(
                due.tenant(),
                c -> new Select("""
                        select f.*, c.client_side_id from flag_change f
                          join connection c on c.tenant_id = f.tenant_id and c.id = f.connection_id
                         where f.tenant_id = ? and f.connection_id = ? and f.state = 'waiting'
                         order by f.changed_at, f.id limit ?""", due.tenant(), due.connection(), most)
                        .list(c, row -> waiting(row, due.identity())));
    }

    Optional<HeapPlace> placeOf(Due due) {
        return database.inTenant(due.tenant(), c -> places.find(c, due.tenant(), due.connection()));
    }

    void sent(Due due, List<Waiting> taken, Map<Waiting, String> refused) {
        database.doInTenant(due.tenant(), c -> {
            new Select(
                            "update flag_change set state = 'sent', sent_at = now() where tenant_id = ? and id = any (?) returning id",
                            due.tenant(),
                            c.createArrayOf(
                                    "bigint", taken.stream().map(Waiting::id).toArray()))
                    .list(c, row -> row.getLong(1));
            for (Map.Entry<Waiting, String> one : refused.entrySet()) {
                new Select(
                                "update flag_change set state = 'refused', reason = ? where tenant_id = ? and id = ? returning id",
                                one.getValue(),
                                due.tenant(),
                                one.getKey().id())
                        .first(c, row -> row.getLong(1));
            }
        });
    }

    /** Nothing waits: due again when something comes. What came just now made it due before, so it is looked at again. */
    void rest(Due due) {
        update(due, """
                update flag_change_order o set lease_until = null, next_try_at = case when exists (select from flag_change f
                          where f.tenant_id = o.tenant_id and f.connection_id = o.connection_id and f.state = 'waiting')
                       then now() end
                 where tenant_id = ? and connection_id = ? returning tenant_id""");
    }

    void succeed(Due due, Duration pause) {
        update(due, """
                update flag_change_order set lease_until = null, state = 'ready', attempts = 0, failing_since = null,
                       failure_code = null, failure_message = null, next_try_at = now() + %d * interval '1 millisecond'
                 where tenant_id = ? and connection_id = ? returning tenant_id""".formatted(pause.toMillis()));
    }

    void fail(Due due, VendorFailure failure, Setback setback) {
        database.doInTenant(
                due.tenant(),
                c -> new Select(
                                """
                        update flag_change_order set lease_until = null, state = ?, attempts = attempts + 1,
                               failing_since = coalesce(failing_since, now()), failure_code = ?, failure_message = ?,
                               next_try_at = ?::timestamptz
                         where tenant_id = ? and connection_id = ? returning tenant_id""",
                                setback.state(),
                                failure.code(),
                                failure.message(),
                                setback.next().map(Timestamp::from).orElse(null),
                                due.tenant(),
                                due.connection())
                        .first(c, row -> row.getLong(1)));
    }

    private void update(Due due, String sql) {
        database.doInTenant(
                due.tenant(), c -> new Select(sql, due.tenant(), due.connection()).first(c, row -> row.getLong(1)));
    }

    private Optional<Due> due(Claimed claimed) {
        return database.inTenant(
                claimed.tenant(),
                c -> new Select(
                                "select * from flag_change_order where tenant_id = ? and connection_id = ?",
                                claimed.tenant(),
                                claimed.connection())
                        .first(
                                c,
                                row -> new Due(
                                        claimed.tenant(),
                                        claimed.connection(),
                                        row.getString("identity"),
                                        row.getInt("attempts"),
                                        Select.time(row, "failing_since"))));
    }

    private static Waiting waiting(ResultSet row, String identity) throws SQLException {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "flag", row.getString("flag_key"));
        put(properties, "flag_name", row.getString("flag_name"));
        put(properties, "project", row.getString("project_key"));
        put(properties, "environment", row.getString("environment_key"));
        Boolean isOn = (Boolean) row.getObject("is_on");
        put(properties, "state", isOn == null ? "" : isOn ? "on" : "off");
        put(properties, "change", row.getString("verb"));
        put(properties, "who", row.getString("who"));
        put(properties, "link", row.getString("link"));
        String key = row.getString("entry_id") + ":" + row.getString("client_side_id");
        return new Waiting(
                row.getLong("id"),
                new HeapEvent(NAME, identity, row.getTimestamp("changed_at").toInstant(), key, properties));
    }

    private static void put(Map<String, String> properties, String name, String value) {
        if (!value.isEmpty()) {
            properties.put(name, value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value);
        }
    }
}
