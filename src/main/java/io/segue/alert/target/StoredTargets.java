package io.segue.alert.target;

import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.TargetKind;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of targets. */
@ApplicationScoped
class StoredTargets {

    private static final String TARGETS = """
            select t.*, d.state, coalesce(d.last_try_at, d.ended_at) as last_at, d.answer, d.attempts
              from alert_target t
              left join lateral (
                   select * from alert_delivery d
                    where d.tenant_id = t.tenant_id and d.target_id = t.id and d.state <> 'dropped'
                      and (d.attempts > 0 or d.state = 'given-up')
                    order by d.last_try_at desc nulls last, d.id desc limit 1) d on true
             where t.tenant_id = ? and t.removed_at is null and t.kind = any(?)""";

    private final OpaqueIds ids;

    StoredTargets(OpaqueIds ids) {
        this.ids = ids;
    }

    List<Target> all(Connection connection, long tenant) throws SQLException {
        return new Select(TARGETS + " order by lower(t.name), t.id", tenant, TargetKind.words())
                .list(connection, this::read);
    }

    Optional<Target> find(Connection connection, long tenant, long target) throws SQLException {
        return new Select(TARGETS + " and t.id = ?", tenant, TargetKind.words(), target).first(connection, this::read);
    }

    /** Still without what lies sealed: that is bound to the number which this returns. */
    long insert(Connection connection, long tenant, NewTarget wanted, Instant now, String actor) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into alert_target (tenant_id, kind, name, least_level, events, region, shown, made_at, made_by)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")) {
            insert.setLong(1, tenant);
            insert.setString(2, wanted.kind().word());
            insert.setString(3, wanted.name());
            insert.setString(4, wanted.leastLevel().word());
            insert.setArray(5, connection.createArrayOf("text", words(wanted.events())));
            insert.setString(6, wanted.region().orElse(null));
            insert.setString(7, wanted.shown());
            insert.setTimestamp(8, Timestamp.from(now));
            insert.setString(9, actor);
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Events that only a newer version has stay chosen. */
    void change(Connection connection, long tenant, Target to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update alert_target set name = ?, is_on = ?, least_level = ?,
                       events = ? || array(select chosen from unnest(events) chosen where chosen <> all(?))
                 where tenant_id = ? and id = ?""")) {
            update.setString(1, to.name());
            update.setBoolean(2, to.isOn());
            update.setString(3, to.leastLevel().word());
            update.setArray(4, connection.createArrayOf("text", words(to.events())));
            update.setArray(5, connection.createArrayOf("text", EventType.words()));
            update.setLong(6, tenant);
            update.setLong(7, to.number());
            update.executeUpdate();
        }
    }

    /** What may be seen of where it is reached. */
    void move(Connection connection, long tenant, long number, NewTarget to) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update alert_target set shown = ?, region = ? where tenant_id = ? and id = ?")) {
            update.setString(1, to.shown());
            update.setString(2, to.region().orElse(null));
            update.setLong(3, tenant);
            update.setLong(4, number);
            update.executeUpdate();
        }
    }

    private static Object[] words(List<EventType> events) {
        return events.stream().map(EventType::word).toArray();
    }

    private Target read(ResultSet row) throws SQLException {
        Optional<Target.Last> last = Optional.empty();
        if (row.getString("state") != null) {
            last = Optional.of(new Target.Last(
                    row.getString("state"),
                    Select.time(row, "last_at"),
                    Select.text(row, "answer"),
                    row.getInt("attempts")));
        }
        long number = row.getLong("id");
        return new Target(
                number,
                ids.encode(Target.PREFIX, number),
                TargetKind.find(row.getString("kind")).orElseThrow(),
                row.getString("name"),
                row.getBoolean("is_on"),
                Level.of(row.getString("least_level")),
                Stream.of((String[]) row.getArray("events").getArray())
                        .flatMap(word -> EventType.find(word).stream())
                        .toList(),
                row.getString("shown"),
                "eu".equals(row.getString("region")),
                Select.text(row, "secret_last_four"),
                Select.time(row, "previous_secret_until"),
                row.getTimestamp("made_at").toInstant(),
                row.getString("made_by"),
                last);
    }
}
