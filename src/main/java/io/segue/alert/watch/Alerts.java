package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.alert.EventType;
import io.segue.alert.Level;
import io.segue.alert.notice.Notice;
import io.segue.alert.notice.Notices;
import io.segue.alert.watch.AlertPlan.Beginning;
import io.segue.alert.watch.AlertPlan.End;
import io.segue.alert.watch.AlertPlan.Rise;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.tenant.TenantSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** What was told last, and writing down what is told now: both in one transaction, so that a crash tells nothing twice. */
@ApplicationScoped
class Alerts {

    private final Notices notices;
    private final OpaqueIds ids;
    private final String baseUrl;

    Alerts(Notices notices, OpaqueIds ids, @ConfigProperty(name = "segue.url") String baseUrl) {
        this.notices = notices;
        this.ids = ids;
        this.baseUrl = baseUrl;
    }

    /** Without those of a kind that only a newer version has: it looks after them. */
    List<OpenAlert> open(Connection connection, long tenant) throws SQLException {
        return new Select("select * from alert where tenant_id = ? and recovered_at is null order by id", tenant)
                .list(connection, Alerts::read).stream()
                        .flatMap(Optional::stream)
                        .toList();
    }

    void carryOut(Connection connection, TenantSummary tenant, AlertPlan plan, Instant now) throws SQLException {
        for (End over : plan.ends()) {
            end(connection, tenant, over, now);
        }
        for (Beginning beginning : plan.beginnings()) {
            begin(connection, tenant, beginning, now);
        }
        for (Rise rise : plan.rises()) {
            rise(connection, tenant, rise, now);
        }
        for (OpenAlert well : plan.looksWell()) {
            looksWell(connection, tenant, well, Timestamp.from(now));
        }
        for (OpenAlert bad : plan.looksBadAgain()) {
            looksWell(connection, tenant, bad, null);
        }
    }

    private void begin(Connection connection, TenantSummary tenant, Beginning beginning, Instant now)
            throws SQLException {
        Condition condition = beginning.condition();
        String path = "/t/" + tenant.slug() + condition.path();
        long id = new Select(
                        """
                insert into alert (tenant_id, kind, subject, level, title, detail, path, error, raised_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::text, ?) returning id""",
                        tenant.id(),
                        condition.kind().word(),
                        condition.subject(),
                        beginning.level().word(),
                        condition.title(),
                        condition.detail(),
                        path,
                        condition.error().orElse(null),
                        Timestamp.from(now))
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
        raised(
                connection,
                tenant,
                new OpenAlert(
                        id,
                        condition.kind(),
                        condition.subject(),
                        beginning.level(),
                        condition.title(),
                        condition.detail(),
                        path,
                        condition.error(),
                        now,
                        Optional.empty()),
                now);
    }

    private void rise(Connection connection, TenantSummary tenant, Rise rise, Instant now) throws SQLException {
        Condition condition = rise.condition();
        OpenAlert before = rise.alert();
        new Select(
                        "update alert set level = ?, title = ?, detail = ? where tenant_id = ? and id = ? returning id",
                        rise.level().word(),
                        condition.title(),
                        condition.detail(),
                        tenant.id(),
                        before.id())
                .first(connection, row -> true);
        raised(
                connection,
                tenant,
                new OpenAlert(
                        before.id(),
                        before.kind(),
                        before.subject(),
                        rise.level(),
                        condition.title(),
                        condition.detail(),
                        before.path(),
                        condition.error(),
                        before.raisedAt(),
                        Optional.empty()),
                now);
    }

    private void raised(Connection connection, TenantSummary tenant, OpenAlert alert, Instant now) throws SQLException {
        notices.tell(
                connection,
                tenant.id(),
                notice(EventType.ALERT_RAISED, tenant, alert, alert.title(), alert.detail(), Optional.empty()),
                now);
    }

    private void end(Connection connection, TenantSummary tenant, End end, Instant now) throws SQLException {
        OpenAlert over = end.alert();
        Instant at = over.wellSince().orElse(now);
        new Select(
                        "update alert set recovered_at = ? where tenant_id = ? and id = ? returning id",
                        Timestamp.from(at),
                        tenant.id(),
                        over.id())
                .first(connection, row -> true);
        notices.tellTheEnd(
                connection,
                tenant.id(),
                notice(
                        EventType.ALERT_RECOVERED,
                        tenant,
                        over,
                        "Over: " + over.title(),
                        end.isWanted()
                                ? "This is not so any more. Nobody need act."
                                : "Its rule was turned off: nobody is told of it any more.",
                        Optional.of(at)),
                now);
    }

    private static void looksWell(
            Connection connection, TenantSummary tenant, OpenAlert alert, @Nullable Timestamp since)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update alert set well_since = ? where tenant_id = ? and id = ?")) {
            update.setTimestamp(1, since);
            update.setLong(2, tenant.id());
            update.setLong(3, alert.id());
            update.executeUpdate();
        }
    }

    private Notice notice(
            EventType event,
            TenantSummary tenant,
            OpenAlert alert,
            String title,
            String detail,
            Optional<Instant> recoveredAt) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", ids.encode(Alert.PREFIX, alert.id()));
        told.put("kind", alert.kind().word());
        told.put("level", alert.level().word());
        told.put("title", alert.title());
        told.put("detail", alert.detail());
        told.put("url", baseUrl + alert.path());
        told.put("raisedAt", alert.raisedAt().toString());
        recoveredAt.ifPresent(at -> told.put("recoveredAt", at.toString()));
        alert.error().ifPresent(code -> told.put("error", code));
        return new Notice(
                event,
                alert.kind().word(),
                Optional.of(alert.level()),
                Optional.of(alert.id()),
                Optional.empty(),
                title,
                detail,
                alert.path(),
                Map.of("tenant", tenant.slug(), "alert", told));
    }

    private static Optional<OpenAlert> read(ResultSet row) throws SQLException {
        Optional<AlertKind> kind = AlertKind.find(row.getString("kind"));
        return kind.isEmpty() ? Optional.empty() : Optional.of(read(row, kind.get()));
    }

    private static OpenAlert read(ResultSet row, AlertKind kind) throws SQLException {
        return new OpenAlert(
                row.getLong("id"),
                kind,
                row.getString("subject"),
                Level.of(row.getString("level")),
                row.getString("title"),
                row.getString("detail"),
                row.getString("path"),
                Select.text(row, "error"),
                row.getTimestamp("raised_at").toInstant(),
                Select.time(row, "well_since"));
    }
}
