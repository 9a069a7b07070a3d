package io.segue.flags.change;

import io.segue.flags.choice.Choices;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes in changes of flags: what concerns a connection waits for Heap, everything else is noted with the reason. */
@ApplicationScoped
public class ChangeInbox {

    private final Database database;
    private final Choices choices;
    private final ChangeConfig config;
    private final Event<ChangeDueEvent> due;
    private final Clock clock;

    ChangeInbox(Database database, Choices choices, ChangeConfig config, Event<ChangeDueEvent> due, Clock clock) {
        this.database = database;
        this.choices = choices;
        this.config = config;
        this.due = due;
        this.clock = clock;
    }

    /** What became of a change that was told. */
    public enum Receipt {
        STORED,
        DUPLICATE,
        IGNORED
    }

    private record Target(long connection, String environment, boolean isOn) {}

    /** Durable when it returns. */
    public Receipt receive(long tenant, FlagChange change) {
        Receipt receipt = database.inTenant(tenant, c -> {
            called(c, tenant);
            return store(c, tenant, change);
        });
        if (receipt == Receipt.STORED) {
            due.fire(new ChangeDueEvent());
        }
        return receipt;
    }

    /** A genuine call that tells of something else than a flag. */
    public void called(long tenant) {
        database.doInTenant(tenant, c -> called(c, tenant));
    }

    private static void called(Connection c, long tenant) throws SQLException {
        new Select("update flag_hook set last_call_at = now() where tenant_id = ? returning tenant_id", tenant)
                .first(c, row -> row.getLong(1));
    }

    private Receipt store(Connection c, long tenant, FlagChange change) throws SQLException {
        boolean isOld = change.at().isBefore(clock.instant().minus(config.oldest()));
        List<Target> targets = targets(c, tenant, change);
        boolean isNew = false;
        boolean isWanted = false;
        for (Target target : targets) {
            Optional<String> reason = isOld
                    ? Optional.of("It is older than " + config.oldest().toDays() + " days")
                    : reason(c, tenant, target, change);
            isNew |= insert(c, tenant, change, target.connection(), target.environment(), reason);
            isWanted |= reason.isEmpty();
        }
        if (targets.isEmpty()) {
            String environment = change.environments().isEmpty()
                    ? "*"
                    : change.environments().get(0);
            isNew = insert(c, tenant, change, null, environment, Optional.of("No connection is to this environment"));
        }
        if (!isNew) {
            return Receipt.DUPLICATE;
        }
        return isWanted ? Receipt.STORED : Receipt.IGNORED;
    }

    private static List<Target> targets(Connection c, long tenant, FlagChange change) throws SQLException {
        return new Select("""
                        select c.id, c.environment_key, coalesce(o.is_on, false), c.project_key from connection c
                          left join flag_change_order o on o.tenant_id = c.tenant_id and o.connection_id = c.id
                         where c.tenant_id = ? and c.removed_at is null and c.project_key = ?""", tenant, change.projectKey())
                .list(c, row -> new Target(row.getLong(1), row.getString(2), row.getBoolean(3))).stream()
                        .filter(target -> change.concerns(change.projectKey(), target.environment()))
                        .toList();
    }

    /** Why it does not become an event; empty when it does. */
    private Optional<String> reason(Connection c, long tenant, Target target, FlagChange change) throws SQLException {
        if (!target.isOn()) {
            return Optional.of("Events are off for this environment");
        }
        boolean isChosen =
                choices.current(c, tenant, target.connection()).choice().flags().contains(change.flagKey());
        return isChosen ? Optional.empty() : Optional.of("The flag is not among those chosen for Heap");
    }

    /** False when it came before. */
    private static boolean insert(
            Connection c,
            long tenant,
            FlagChange change,
            @Nullable Long connection,
            String environment,
            Optional<String> ignored)
            throws SQLException {
        try (PreparedStatement insert = c.prepareStatement("""
                insert into flag_change (tenant_id, entry_id, connection_id, changed_at, flag_key, flag_name, project_key,
                       environment_key, is_on, verb, who, link, state, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, entry_id, coalesce(connection_id, 0)) do nothing""")) {
            insert.setLong(1, tenant);
            insert.setString(2, change.entryId());
            insert.setObject(3, connection, Types.BIGINT);
            insert.setTimestamp(4, Timestamp.from(change.at()));
            insert.setString(5, change.flagKey());
            insert.setString(6, change.flagName());
            insert.setString(7, change.projectKey());
            insert.setString(8, environment);
            insert.setObject(9, change.isOn(environment).orElse(null), Types.BOOLEAN);
            insert.setString(10, change.verb());
            insert.setString(11, change.who());
            insert.setString(12, change.link());
            insert.setString(13, ignored.isPresent() ? "ignored" : "waiting");
            insert.setString(14, ignored.orElse(null));
            if (insert.executeUpdate() == 0) {
                return false;
            }
        }
        if (ignored.isEmpty()) {
            new Select("""
                    update flag_change_order
                       set next_try_at = case when state = 'ready' then least(next_try_at, now()) else coalesce(next_try_at, now()) end
                     where tenant_id = ? and connection_id = ? returning tenant_id""", tenant, connection).first(c, row -> row.getLong(1));
        }
        return true;
    }
}
