package io.segue.sync.pace;

import io.segue.connection.TokenReplacedEvent;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.RetryPolicy;
import io.segue.platform.Select;
import io.segue.sync.claim.Claim;
import io.segue.sync.pace.Paces.Asked;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Connections whose calls all fail: of the many syncs that one may have, a single run looks whether it works again, and
 * the others wait for what it finds.
 */
@ApplicationScoped
class Circuits {

    /** A run that looks has had its answer by then, or its node is gone: no longer than a lease, or others take over late. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final int UNAUTHORIZED = 401;

    private final Database database;
    private final Clock clock;

    Circuits(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A person who asks for a run gets one, which looks. */
    Pass enter(Connection connection, Claim claim, Asked asked) throws SQLException {
        Optional<Open> open = read(connection, claim);
        if (open.isEmpty()) {
            return Pass.FREE;
        }
        Instant now = clock.instant();
        if (open.get().until().isAfter(now) && !asked.isAsked()) {
            return Pass.refused(open.get().refusal());
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update circuit set open_until = ? where tenant_id = ? and connection_id = ?")) {
            update.setTimestamp(1, Timestamp.from(now.plus(LOOK)));
            update.setLong(2, claim.tenant());
            update.setLong(3, claim.connection());
            update.executeUpdate();
        }
        return Pass.LOOK;
    }

    /**
     * A run of the connection ended without being taken, after so many calls in vain: until when nobody calls, with full
     * jitter; empty when the failure is not the connection's. Runs that failed side by side count once.
     */
    Optional<Instant> failed(Claim claim, VendorFailure failure, int callsInVain, boolean isLook, int tokenVersion) {
        boolean isRefused = failure.kind() == Kind.CREDENTIALS_REFUSED && failure.status() == UNAUTHORIZED;
        if (failure.kind() != Kind.UNAVAILABLE && !isRefused) {
            return Optional.empty();
        }
        return database.inTenant(claim.tenant(), connection -> {
            // What a token that was replaced met says nothing of the one that is there now.
            if (isRefused && isReplaced(connection, claim, tokenVersion)) {
                return Optional.empty();
            }
            Instant now = clock.instant();
            Optional<Open> open = read(connection, claim);
            if (open.isPresent() && open.get().until().isAfter(now) && !isLook) {
                return Optional.of(open.get().until());
            }
            int failures = open.map(Open::failures).orElse(0) + Math.max(1, callsInVain);
            Instant since = open.map(Open::since).orElse(now);
            Instant until = now.plus(wait(isRefused, failures, Duration.between(since, now)));
            write(connection, claim, since, now, until, failures, failure);
            return Optional.of(until);
        });
    }

    /** LaunchDarkly took a call of the connection: whoever waited for that goes on. In the transaction that confirms it. */
    void taken(Connection connection, Claim claim) throws SQLException {
        boolean wasOpen = new Select(
                        "delete from circuit where tenant_id = ? and connection_id = ? returning true",
                        claim.tenant(),
                        claim.connection())
                .first(connection, row -> true)
                .orElse(false);
        if (wasOpen) {
            new Select("""
                    update sync s set next_run_at = now()
                      from (select tenant_id, id from sync where tenant_id = ? and connection_id = ? and id <> ?
                               and failure_code = 'unavailable' and state in ('retrying', 'parked') and next_run_at > now()
                               for update skip locked) w
                     where s.tenant_id = w.tenant_id and s.id = w.id returning s.id""", claim.tenant(), claim.connection(), claim.sync()).list(connection, row -> row.getLong(1));
        }
    }

    /** Another token may do what the old one could not. Before anybody is told to start again. */
    void forget(@Observes @Priority(1) TokenReplacedEvent replaced) {
        database.doInTenant(
                replaced.tenant(),
                connection -> new Select(
                                "delete from circuit where tenant_id = ? and connection_id = ? returning true",
                                replaced.tenant(),
                                replaced.connection())
                        .first(connection, row -> true));
    }

    private record Open(Instant since, Instant until, int failures, Kind kind, String message) {

        VendorFailure refusal() {
            return new VendorFailure(
                    kind,
                    kind == Kind.CREDENTIALS_REFUSED ? UNAUTHORIZED : 0,
                    message + " Nothing was sent: one sync of this connection looks first whether it works again.",
                    Optional.of(until));
        }
    }

    private static Duration wait(boolean isRefused, int failures, Duration failingFor) {
        boolean isParked = failingFor.compareTo(RetryPolicy.USUAL.budget()) > 0;
        return isRefused || isParked
                ? RetryPolicy.PROBE
                : RetryPolicy.USUAL.wait(failures - 1, ThreadLocalRandom.current());
    }

    private static boolean isReplaced(Connection connection, Claim claim, int tokenVersion) throws SQLException {
        return new Select(
                        "select token_version from connection where tenant_id = ? and id = ? for share",
                        claim.tenant(),
                        claim.connection())
                .first(connection, row -> row.getInt(1) != tokenVersion)
                .orElse(false);
    }

    private static Optional<Open> read(Connection connection, Claim claim) throws SQLException {
        return new Select(
                        "select * from circuit where tenant_id = ? and connection_id = ? for update",
                        claim.tenant(),
                        claim.connection())
                .first(connection, Circuits::open);
    }

    private static Open open(ResultSet row) throws SQLException {
        return new Open(
                row.getTimestamp("failing_since").toInstant(),
                row.getTimestamp("open_until").toInstant(),
                row.getInt("failures"),
                row.getString("code").equals("unavailable") ? Kind.UNAVAILABLE : Kind.CREDENTIALS_REFUSED,
                row.getString("message"));
    }

    private static void write(
            Connection connection,
            Claim claim,
            Instant since,
            Instant now,
            Instant until,
            int failures,
            VendorFailure failure)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into circuit (tenant_id, connection_id, failing_since, failed_at, failures, open_until, code, message)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant_id, connection_id) do update
                   set failed_at = excluded.failed_at, failures = excluded.failures, open_until = excluded.open_until,
                       code = excluded.code, message = excluded.message""")) {
            upsert.setLong(1, claim.tenant());
            upsert.setLong(2, claim.connection());
            upsert.setTimestamp(3, Timestamp.from(since));
            upsert.setTimestamp(4, Timestamp.from(now));
            upsert.setInt(5, failures);
            upsert.setTimestamp(6, Timestamp.from(until));
            upsert.setString(7, failure.code());
            upsert.setString(8, failure.message());
            upsert.executeUpdate();
        }
    }
}
