package io.segue.alert.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rules;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

/** Writes notices down together with what is to be sent, in the transaction of what they tell of. */
@ApplicationScoped
public class Notices {

    private final Rules rules;
    private final ObjectMapper json;

    Notices(Rules rules, ObjectMapper json) {
        this.rules = rules;
        this.json = json;
    }

    /** To every target that is on and wants it. False when a run's end was told before: then nothing is written. */
    public boolean tell(Connection connection, long tenant, Notice notice, Instant now) throws SQLException {
        Optional<Long> written = write(connection, tenant, notice, now);
        if (written.isEmpty()) {
            return false;
        }
        Instant due = due(connection, tenant, notice, now);
        boolean isCritical = notice.level().filter(Level.CRITICAL::equals).isPresent();
        new Select(
                        """
                insert into alert_delivery (tenant_id, notice_id, target_id, created_at, due_at, next_try_at)
                select tenant_id, ?, id, ?, ?, ? from alert_target
                 where tenant_id = ? and is_on and removed_at is null and ? = any (events)
                   and (? or least_level = 'warn') returning id""",
                        written.get(),
                        Timestamp.from(now),
                        Timestamp.from(due),
                        Timestamp.from(due),
                        tenant,
                        notice.event().word(),
                        isCritical || notice.level().isEmpty())
                .list(connection, row -> true);
        return true;
    }

    /** To those alone who were told that it began, or are to be; who was not told yet hears of neither. */
    public void tellTheEnd(Connection connection, long tenant, Notice notice, Instant now) throws SQLException {
        long alert = notice.alert().orElseThrow();
        Timestamp at = Timestamp.from(now);
        new Select("""
                update alert_delivery set state = 'dropped', answer = 'It was over before it could be told', ended_at = ?,
                       next_try_at = null
                 where tenant_id = ? and state = 'waiting' and (lease_until is null or lease_until < ?)
                   and notice_id in (select id from alert_notice where tenant_id = ? and alert_id = ?) returning id""", at, tenant, at, tenant, alert).list(connection, row -> true);
        Optional<Long> written = write(connection, tenant, notice, now);
        Timestamp due = Timestamp.from(due(connection, tenant, notice, now));
        new Select(
                        """
                insert into alert_delivery (tenant_id, notice_id, target_id, created_at, due_at, next_try_at)
                select t.tenant_id, ?, t.id, ?, ?, ? from alert_target t
                 where t.tenant_id = ? and t.is_on and t.removed_at is null and ? = any (t.events)
                   and (exists (select from alert_delivery d
                         join alert_notice n on n.tenant_id = d.tenant_id and n.id = d.notice_id
                        where d.tenant_id = t.tenant_id and d.target_id = t.id and n.alert_id = ?
                          and (d.attempts > 0 or d.lease_until is not null))
                        -- Who did not choose to hear of beginnings hears of every end.
                        or not 'alert.raised' = any (t.events)) returning id""",
                        written.orElseThrow(),
                        at,
                        due,
                        due,
                        tenant,
                        notice.event().word(),
                        alert)
                .list(connection, row -> true);
    }

    /** To one target, whatever it wants. Returns the number of what is to be sent. */
    public long tellOne(Connection connection, long tenant, Notice notice, long target, Instant now)
            throws SQLException {
        return queue(connection, tenant, write(connection, tenant, notice, now).orElseThrow(), target, now);
    }

    static long queue(Connection connection, long tenant, long notice, long target, Instant now) throws SQLException {
        Timestamp at = Timestamp.from(now);
        return new Select("""
                insert into alert_delivery (tenant_id, notice_id, target_id, created_at, due_at, next_try_at)
                values (?, ?, ?, ?, ?, ?) returning id""", tenant, notice, target, at, at, at)
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }

    /** Warnings wait while it is quiet; what is critical, and what a machine wants to know of runs, does not. */
    private Instant due(Connection connection, long tenant, Notice notice, Instant now) throws SQLException {
        boolean mayWait = notice.level().filter(Level.WARN::equals).isPresent() && notice.event() != EventType.TEST;
        return mayWait
                ? rules.quietHours(connection, tenant)
                        .flatMap((QuietHours quiet) -> quiet.waitUntil(now))
                        .orElse(now)
                : now;
    }

    private Optional<Long> write(Connection connection, long tenant, Notice notice, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into alert_notice (tenant_id, event, kind, level, alert_id, run_id, title, detail, path, at, data)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, run_id) where run_id is not null do nothing returning id""")) {
            insert.setLong(1, tenant);
            insert.setString(2, notice.event().word());
            insert.setString(3, notice.kind());
            insert.setString(4, notice.level().map(Level::word).orElse(null));
            insert.setObject(5, notice.alert().orElse(null), java.sql.Types.BIGINT);
            insert.setObject(6, notice.run().orElse(null), java.sql.Types.BIGINT);
            insert.setString(7, notice.title());
            insert.setString(8, notice.detail());
            insert.setString(9, notice.path());
            insert.setTimestamp(10, Timestamp.from(now));
            insert.setString(11, json.writeValueAsString(new TreeMap<>(notice.data())));
            try (ResultSet rows = insert.executeQuery()) {
                return rows.next() ? Optional.of(rows.getLong(1)) : Optional.empty();
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing down what to tell failed", e);
        }
    }
}
