package io.segue.inbox.hook;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What people decide about the calls to a tenant's hook: the window of their time, and which Heap account they are of. */
@ApplicationScoped
public class HookSettings {

    private static final int SHORTEST = 30;
    private static final int LONGEST = 900;

    private final Database database;
    private final HookLookup lookup;
    private final Audit audit;

    HookSettings(Database database, HookLookup lookup, Audit audit) {
        this.database = database;
        this.lookup = lookup;
        this.audit = audit;
    }

    /** Takes effect at once on this node, on others within the time that a hook is remembered. */
    public void changeWindow(long tenant, Duration window, String actor) {
        long seconds = window.toSeconds();
        if (seconds < SHORTEST || seconds > LONGEST) {
            throw ProblemException.badRequest("Changing the signature window: expected " + SHORTEST + " to " + LONGEST
                    + " seconds, got " + seconds + ".");
        }
        database.doInTenant(tenant, connection -> {
            long before = new Select(
                            "select signature_window_seconds from tenant where id = ? for no key update", tenant)
                    .first(connection, row -> row.getLong(1))
                    .orElseThrow();
            if (before != seconds) {
                update(connection, "update tenant set signature_window_seconds = ? where id = ?", seconds, tenant);
                audit.write(
                        connection,
                        tenant,
                        actor,
                        "changed the signature window",
                        "hook",
                        Change.of(before + " seconds", seconds + " seconds"));
            }
        });
        database.afterwards(() -> lookup.forget(tenant));
    }

    /** As typed; a number that is none is told apart from one that is too small or too large. */
    public static Duration window(String typed) {
        try {
            return Duration.ofSeconds(Integer.parseInt(typed.strip()));
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest("Changing the signature window: expected a whole number of seconds from "
                    + SHORTEST + " to " + LONGEST + ", got \"" + typed.strip() + "\".");
        }
    }

    /** Keeps the first id_token that a call names; returns the one that is kept. */
    public Optional<String> pin(long tenant, String idToken) {
        Optional<String> kept = database.inTenant(
                tenant, connection -> new Select("""
                update hook set id_token = coalesce(id_token, ?) where tenant_id = ? returning id_token""", idToken, tenant).first(connection, row -> row.getString(1)));
        database.afterwards(() -> lookup.forget(tenant));
        return kept;
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
