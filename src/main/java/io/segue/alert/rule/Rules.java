package io.segue.alert.rule;

import io.segue.alert.AlertKind;
import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A tenant's rules and quiet hours, as stored. */
@ApplicationScoped
public class Rules {

    private final Database database;
    private final Audit audit;

    Rules(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /** One of each kind. */
    public List<Rule> all(long tenant) {
        return database.inTenant(
                tenant, connection -> List.copyOf(all(connection, tenant).values()));
    }

    public Map<AlertKind, Rule> all(Connection connection, long tenant) throws SQLException {
        Map<AlertKind, Rule> all = new EnumMap<>(AlertKind.class);
        Stream.of(AlertKind.values()).forEach(kind -> all.put(kind, Rule.usual(kind)));
        new Select("select kind, is_on, warn_at, critical_at from alert_rule where tenant_id = ?", tenant)
                .list(connection, row -> {
                    boolean isOn = row.getBoolean("is_on");
                    Optional<Integer> warnAt = Optional.ofNullable(row.getObject("warn_at", Integer.class));
                    Optional<Integer> criticalAt = Optional.ofNullable(row.getObject("critical_at", Integer.class));
                    AlertKind.find(row.getString("kind"))
                            .ifPresent(kind -> all.put(kind, new Rule(kind, isOn, warnAt, criticalAt)));
                    return true;
                });
        return all;
    }

    /** All or none; what stays as it was is not written. */
    public void save(long tenant, List<Rule> wanted, String actor) {
        wanted.forEach(Rule::checked);
        database.doInTenant(tenant, connection -> {
            // Whoever looks what to tell holds the same row: a rule does not change in the middle of that.
            TenantRow.hold(connection, tenant);
            Map<AlertKind, Rule> before = all(connection, tenant);
            for (Rule rule : wanted) {
                if (!rule.equals(before.get(rule.kind()))) {
                    write(connection, tenant, rule);
                    audit.write(
                            connection,
                            tenant,
                            actor,
                            "changed a rule of alerts",
                            rule.kind().title(),
                            Change.of(before.get(rule.kind()).words(), rule.words()));
                }
            }
        });
    }

    public Optional<QuietHours> quietHours(long tenant) {
        return database.inTenant(tenant, connection -> quietHours(connection, tenant));
    }

    public Optional<QuietHours> quietHours(Connection connection, long tenant) throws SQLException {
        return new Select("select from_minute, until_minute, zone from alert_quiet where tenant_id = ?", tenant)
                .first(
                        connection,
                        row -> QuietHours.stored(
                                row.getInt("from_minute"), row.getInt("until_minute"), row.getString("zone")));
    }

    /** Empty for none. What waits already, waits as it was told to. */
    public void keepQuiet(long tenant, Optional<QuietHours> wanted, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            Optional<QuietHours> before = quietHours(connection, tenant);
            if (before.equals(wanted)) {
                return;
            }
            new Select("delete from alert_quiet where tenant_id = ? returning 1", tenant)
                    .first(connection, row -> true);
            if (wanted.isPresent()) {
                write(connection, tenant, wanted.get());
            }
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "changed the quiet hours of alerts",
                    "alerts",
                    Change.of(words(before), words(wanted)));
        });
    }

    private static String words(Optional<QuietHours> quiet) {
        return quiet.map(QuietHours::words).orElse("none");
    }

    private static void write(Connection connection, long tenant, Rule rule) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into alert_rule (tenant_id, kind, is_on, warn_at, critical_at) values (?, ?, ?, ?, ?)
                on conflict (tenant_id, kind) do update set is_on = excluded.is_on, warn_at = excluded.warn_at,
                       critical_at = excluded.critical_at""")) {
            upsert.setLong(1, tenant);
            upsert.setString(2, rule.kind().word());
            upsert.setBoolean(3, rule.isOn());
            upsert.setObject(4, rule.warnAt().orElse(null), java.sql.Types.INTEGER);
            upsert.setObject(5, rule.criticalAt().orElse(null), java.sql.Types.INTEGER);
            upsert.executeUpdate();
        }
    }

    private static void write(Connection connection, long tenant, QuietHours quiet) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into alert_quiet (tenant_id, from_minute, until_minute, zone) values (?, ?, ?, ?)")) {
            insert.setLong(1, tenant);
            insert.setInt(2, quiet.fromMinute());
            insert.setInt(3, quiet.untilMinute());
            insert.setString(4, quiet.zone().getId());
            insert.executeUpdate();
        }
    }
}
