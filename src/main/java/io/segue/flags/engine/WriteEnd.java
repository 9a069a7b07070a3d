package io.segue.flags.engine;

import io.segue.connection.Setback;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.write.WriteOrders;
import io.segue.platform.Database;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** How a run ends, and when its order is due again: written together, and only while the lease is ours. */
class WriteEnd {

    private static final String ALREADY_STARTED = """
            exists (select from flag_run r where r.tenant_id = w.tenant_id and r.write_id = w.id and r.state = 'waiting')""";

    private final Database database;
    private final WriteClaims claims;
    private final WriteClaim claim;
    private final WriteLog log;
    private final Clock clock;

    WriteEnd(Database database, WriteClaims claims, WriteClaim claim, WriteLog log, Clock clock) {
        this.database = database;
        this.claims = claims;
        this.claim = claim;
        this.log = log;
        this.clock = clock;
    }

    /** Recurring orders keep their own place in the interval. */
    void succeed(long run, WriteJournal journal, WriteCounts counts) {
        database.doInTenant(claim.tenant(), connection -> {
            // Locks the row first: a run asked for meanwhile is then seen by the statement that says when we are due.
            claims.renew(connection, claim);
            journal.settle(connection);
            log.progress(connection, run, counts, List.of(), 0);
            ours(connection, """
                    update flag_write w set state = 'ready', attempts = 0, failing_since = null, failure_code = null,
                           failure_message = null, lease_owner = null, lease_until = null,
                           written_count = (select count(*) from flag_written d where d.tenant_id = w.tenant_id and d.write_id = w.id),
                           next_run_at = case when %s then now()
                               when mode = 'recurring' then
                                    now() + (interval_seconds - mod(extract(epoch from now())::bigint + w.id * 7919, interval_seconds))
                                          * interval '1 second' end
                     where tenant_id = ? and id = ? and fence = ? returning id""".formatted(ALREADY_STARTED));
            log.end(connection, run, "succeeded", null, null);
        });
    }

    /** A key that was replaced while the run went on says nothing of the one that is there now: it is due again at once. */
    void fail(long run, VendorFailure failure, int keyVersion) {
        database.doInTenant(claim.tenant(), connection -> {
            claims.renew(connection, claim);
            if (failure.kind() == Kind.CREDENTIALS_REFUSED && isReplaced(connection, keyVersion)) {
                ours(connection, """
                        update flag_write set state = 'ready', attempts = 0, failing_since = null, failure_code = null,
                               failure_message = null, lease_owner = null, lease_until = null, next_run_at = now()
                         where tenant_id = ? and id = ? and fence = ? returning id""");
                log.end(connection, run, "failed", failure.code(), failure.message());
            } else {
                fail(connection, run, failure);
            }
        });
    }

    /** Nothing is lost: what was not written is found by the next run. */
    void fail(long run, VendorFailure failure) {
        database.doInTenant(claim.tenant(), connection -> {
            claims.renew(connection, claim);
            fail(connection, run, failure);
        });
    }

    /** What Heap took counts. */
    void stop(long run) {
        database.doInTenant(claim.tenant(), connection -> {
            release(connection);
            log.end(connection, run, "cancelled", null, WriteOrders.TURNED_OFF);
        });
    }

    /** The run stays open: whoever claims the order next, at once, goes on with it, unless a person told it to stop. */
    void leave(long run) {
        database.doInTenant(claim.tenant(), connection -> {
            boolean isWanted = claims.renew(connection, claim);
            release(connection);
            if (isWanted) {
                log.leave(connection, run);
            } else {
                log.end(connection, run, "cancelled", null, WriteOrders.TURNED_OFF);
            }
        });
    }

    /** A person wants something else: unless the order is off, that is due at once. */
    void release(Connection connection) throws SQLException {
        ours(connection, """
                update flag_write set lease_owner = null, lease_until = null,
                       next_run_at = case when mode <> 'off' then now() end
                 where tenant_id = ? and id = ? and fence = ? returning id""");
    }

    private void fail(Connection connection, long run, VendorFailure failure) throws SQLException {
        Instant now = clock.instant();
        Failing before = new Select(
                        "select attempts, failing_since from flag_write where tenant_id = ? and id = ?",
                        claim.tenant(),
                        claim.order())
                .first(connection, row -> new Failing(row.getInt(1), Select.time(row, "failing_since")))
                .orElseThrow();
        Setback setback = Setback.of(
                failure,
                before.attempts(),
                Duration.between(before.since().orElse(now), now),
                now,
                ThreadLocalRandom.current());
        new Select(
                        """
                update flag_write w set state = ?, attempts = attempts + 1, failing_since = coalesce(failing_since, now()),
                       failure_code = ?, failure_message = ?, lease_owner = null, lease_until = null,
                       next_run_at = case when mode = 'off' then null when ? and %s then now() else ?::timestamptz end
                 where tenant_id = ? and id = ? and fence = ? returning id""".formatted(ALREADY_STARTED),
                        setback.state(),
                        failure.code(),
                        failure.message(),
                        // Who asked for a run meanwhile gets it at once, unless we were told to wait.
                        failure.waitUntil().isEmpty(),
                        setback.next().map(Timestamp::from).orElse(null),
                        claim.tenant(),
                        claim.order(),
                        claim.fence())
                .first(connection, row -> true)
                .orElseThrow(() -> new LeaseLostException(claim));
        log.end(connection, run, "failed", failure.code(), failure.message());
    }

    private record Failing(int attempts, Optional<Instant> since) {}

    private boolean isReplaced(Connection connection, int keyVersion) throws SQLException {
        return new Select(
                        "select sdk_key_version from flag_write where tenant_id = ? and id = ?",
                        claim.tenant(),
                        claim.order())
                .first(connection, row -> row.getInt(1) != keyVersion)
                .orElse(false);
    }

    private void ours(Connection connection, String sql) throws SQLException {
        new Select(sql, claim.tenant(), claim.order(), claim.fence())
                .first(connection, row -> true)
                .orElseThrow(() -> new LeaseLostException(claim));
    }
}
