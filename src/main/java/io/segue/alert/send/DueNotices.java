package io.segue.alert.send;

import io.segue.alert.AlertConfig;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.notice.LoggedDelivery;
import io.segue.alert.target.OpenTarget;
import io.segue.alert.target.TargetSecrets;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The due table of notices: claimed with a lease, and what became of each try. */
@ApplicationScoped
class DueNotices {

    /** Longer than a call may take, so that nobody else tries meanwhile. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Database database;
    private final TargetSecrets secrets;
    private final OpaqueIds ids;
    private final AlertConfig config;
    private final Clock clock;
    private final String baseUrl;

    DueNotices(
            Database database,
            TargetSecrets secrets,
            OpaqueIds ids,
            AlertConfig config,
            Clock clock,
            @ConfigProperty(name = "segue.url") String baseUrl) {
        this.database = database;
        this.secrets = secrets;
        this.ids = ids;
        this.config = config;
        this.clock = clock;
        this.baseUrl = baseUrl;
    }

    /** One try that is ours until the lease ends. */
    record Claimed(long tenant, long delivery) {}

    /** What is to be sent, and how often it was tried. */
    record Due(Claimed claimed, String kind, Instant dueAt, int attempts, Message message) {}

    /** Those that are due, the longest first: one of each target, so that a slow one holds up only itself. */
    List<Claimed> claim(int most) {
        Instant now = clock.instant();
        Timestamp at = Timestamp.from(now);
        return database.as(
                Role.WORKER,
                connection -> new Select("""
                with due as (
                    select d.tenant_id, d.id from alert_delivery d
                      join alert_notice n on n.tenant_id = d.tenant_id and n.id = d.notice_id
                     where d.state = 'waiting' and d.next_try_at <= ? and (d.lease_until is null or d.lease_until < ?)
                       and exists (select from tenant t where t.id = d.tenant_id and t.state = 'enabled')
                       -- A target gets one at a time.
                       and not exists (select from alert_delivery e
                             where e.tenant_id = d.tenant_id and e.target_id = d.target_id and e.state = 'waiting'
                               and (e.lease_until >= ? or (e.id < d.id and e.next_try_at <= ?)))
                       -- What an alert has to say comes in its order.
                       and (n.alert_id is null or not exists (
                            select from alert_delivery e join alert_notice m on m.tenant_id = e.tenant_id and m.id = e.notice_id
                             where e.tenant_id = d.tenant_id and e.target_id = d.target_id and e.state = 'waiting'
                               and m.alert_id = n.alert_id and e.id < d.id))
                     order by d.next_try_at limit ? for update of d skip locked)
                update alert_delivery d set lease_until = ? from due
                 where d.tenant_id = due.tenant_id and d.id = due.id returning d.tenant_id, d.id""", at, at, at, at, most, Timestamp.from(now.plus(LEASE)))
                        .list(connection, row -> new Claimed(row.getLong(1), row.getLong(2))));
    }

    /**
     * Empty when its target was removed meanwhile, or when only a newer version knows its kind or the event: then the lease
     * ends, and a copy that does takes it.
     */
    Optional<Due> read(Claimed claimed) {
        return database.inTenant(claimed.tenant(), connection -> {
            Optional<Long> target = new Select(
                            "select target_id from alert_delivery where tenant_id = ? and id = ? and state = 'waiting'",
                            claimed.tenant(),
                            claimed.delivery())
                    .first(connection, row -> row.getLong(1));
            Optional<OpenTarget> open =
                    target.isEmpty() ? Optional.empty() : secrets.open(connection, claimed.tenant(), target.get());
            return open.isEmpty() ? Optional.empty() : due(connection, claimed, open.get());
        });
    }

    private Optional<Due> due(Connection connection, Claimed claimed, OpenTarget target) throws SQLException {
        return new Select("""
                select d.attempts, d.due_at, n.*, t.name as tenant from alert_delivery d
                  join alert_notice n on n.tenant_id = d.tenant_id and n.id = d.notice_id
                  join tenant t on t.id = d.tenant_id
                 where d.tenant_id = ? and d.id = ? and n.event = any(?)""", claimed.tenant(), claimed.delivery(), EventType.words())
                .first(
                        connection,
                        row -> new Due(
                                claimed,
                                row.getString("kind"),
                                row.getTimestamp("due_at").toInstant(),
                                row.getInt("attempts"),
                                message(row, target)));
    }

    private Message message(ResultSet row, OpenTarget target) throws SQLException {
        String id = ids.encode(LoggedDelivery.NOTICE_PREFIX, row.getLong("id"));
        Optional<Long> alert = Optional.ofNullable(row.getObject("alert_id", Long.class));
        return new Message(
                id,
                alert.map(number -> ids.encode("alt", number)).orElse(id),
                EventType.of(row.getString("event")),
                row.getString("kind"),
                Select.text(row, "level").map(Level::of),
                row.getString("tenant"),
                row.getString("title"),
                row.getString("detail"),
                baseUrl + row.getString("path"),
                row.getTimestamp("at").toInstant(),
                row.getString("data"),
                target);
    }

    /** Writes the try down; returns delivered, failed or given-up. */
    String tried(Due due, Outcome outcome) {
        Instant now = clock.instant();
        int tried = due.attempts() + 1;
        Optional<Instant> next = outcome.kind() == Outcome.Kind.AGAIN
                ? new RetryPauses(config.giveUpAfter())
                        .next(tried, due.dueAt(), now, outcome.notBefore(), ThreadLocalRandom.current())
                : Optional.empty();
        String state =
                outcome.kind() == Outcome.Kind.DELIVERED ? "delivered" : next.isPresent() ? "waiting" : "given-up";
        database.doInTenant(due.claimed().tenant(), connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update alert_delivery set state = ?, attempts = ?, last_try_at = ?, status = ?, answer = ?,
                           next_try_at = ?, ended_at = ?, lease_until = null
                     where tenant_id = ? and id = ? and state = 'waiting'""")) {
                Timestamp at = Timestamp.from(now);
                update.setString(1, state);
                update.setInt(2, tried);
                update.setTimestamp(3, at);
                update.setObject(4, outcome.status() == 0 ? null : outcome.status(), java.sql.Types.INTEGER);
                update.setString(5, outcome.words());
                update.setTimestamp(6, next.map(Timestamp::from).orElse(null));
                update.setTimestamp(7, state.equals("waiting") ? null : at);
                update.setLong(8, due.claimed().tenant());
                update.setLong(9, due.claimed().delivery());
                update.executeUpdate();
            }
        });
        return state.equals("waiting") ? "failed" : state;
    }
}
