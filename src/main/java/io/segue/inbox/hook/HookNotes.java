package io.segue.inbox.hook;

import io.quarkus.logging.Log;
import io.segue.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Notes for the customer what reaches their hook: the first and the latest call, and why calls are refused. Written at
 * most every two seconds for a tenant, so that a flood of bad calls is no flood of writes.
 */
@ApplicationScoped
public class HookNotes {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Database database;
    private final Clock clock;
    private final Map<String, Instant> lastWritten = new ConcurrentHashMap<>();

    HookNotes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public void called(HookAccess hook) {
        if (isDue("call/" + hook.tenant())) {
            write(hook.tenant(), """
                    update hook set first_call_at = coalesce(first_call_at, ?), last_call_at = ? where tenant_id = ?""");
        }
    }

    /** A call with a known token that was not let in, with the exact reason. */
    public void refused(long tenant, String reason) {
        if (isDue("refusal/" + tenant)) {
            write(tenant, """
                    update hook set last_refusal_at = greatest(?::timestamptz, ?), last_refusal = ?
                     where tenant_id = ?""", reason);
        }
    }

    private boolean isDue(String note) {
        Instant now = clock.instant();
        Instant next =
                lastWritten.merge(note, now, (before, is) -> before.plus(PAUSE).isAfter(is) ? before : is);
        return next.equals(now);
    }

    private void write(long tenant, String sql, String... texts) {
        try {
            Timestamp now = Timestamp.from(clock.instant());
            database.doInTenant(tenant, connection -> {
                try (PreparedStatement update = connection.prepareStatement(sql)) {
                    update.setTimestamp(1, now);
                    update.setTimestamp(2, now);
                    for (int i = 0; i < texts.length; i++) {
                        update.setString(i + 3, texts[i]);
                    }
                    update.setLong(texts.length + 3, tenant);
                    update.executeUpdate();
                }
            });
        } catch (RuntimeException e) {
            // A note is not worth a refused delivery: the call itself is stored or refused already.
            Log.warnf(
                    "Noting a call to the hook of tenant %d failed: %s. The next call notes it.",
                    tenant, e.getMessage());
        }
    }
}
