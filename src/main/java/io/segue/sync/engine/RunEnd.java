package io.segue.sync.engine;

import io.segue.connection.Setback;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.Stops;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.difference.ReleasedKeys;
import io.segue.sync.observe.RunWatch;
import io.segue.sync.quarantine.RunQuarantine;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How a run ends, and when its sync is due again: written together, only while the lease is ours, and as soon as the
 * database is there.
 */
class RunEnd {

    private final RunDatabase database;
    private final Claim claim;
    private final RunWatch watch;
    private final Clock clock;

    RunEnd(RunDatabase database, Claim claim, RunWatch watch, Clock clock) {
        this.database = database;
        this.claim = claim;
        this.watch = watch;
        this.clock = clock;
    }

    /** The run was for erased people alone: the cursor and what a person wanted of the sync stay as they are. */
    void succeedErasing(long run) {
        write(connection -> {
            // Locks the row first: an erasure that came meanwhile is then seen by the statement that says what is left.
            database.renew(connection, claim);
            new Select("""
                            update sync set lease_owner = null, lease_until = null,
                                   next_run_at = case when mode <> 'off' or to_be_empty then next_run_at end,
                                   state = case mode when 'off' then 'ready' else state end,
                                   attempts = case mode when 'off' then 0 else attempts end,
                                   failing_since = case when mode <> 'off' then failing_since end,
                                   failure_code = case when mode <> 'off' then failure_code end,
                                   failure_message = case when mode <> 'off' then failure_message end,
                                   erase_at = case when exists (select from erased_key e where e.tenant_id = sync.tenant_id
                                        and e.sync_id = sync.id) then erase_at end
                             where tenant_id = ? and id = ? and fence = ? returning id""", claim.tenant(), claim.sync(), claim.fence())
                    .first(connection, row -> true)
                    .orElseThrow(() -> new FenceLostException(claim));
            endRun(connection, run, "succeeded", null, null);
        });
    }

    /**
     * The cursor moves to what the run looked at; recurring syncs keep their own place in the interval.
     *
     * @param isKeptBack whether removals wait for a person: LaunchDarkly may not have those in doubt, and they may be wanted
     *     again
     */
    void succeed(long run, RunState state, boolean isKeptBack) {
        write(connection -> {
            // Locks the row first: a run asked for meanwhile is then seen by the statement that says when we are due.
            database.renew(connection, claim);
            List<Long> inDoubt = List.copyOf(state.doubt().openBatches());
            new BatchJournal(claim).close(connection, isKeptBack ? List.of() : inDoubt);
            try (PreparedStatement update = connection.prepareStatement("""
                    update sync s set delivered_seq = ?, compared_version = greatest(compared_version, ?), state = 'ready',
                           attempts = 0, failing_since = null, failure_code = null, failure_message = null,
                           -- It may have been made anew meanwhile; who asks wants to be sure.
                           look_at = case when mode = 'off' then null
                               when exists (select from run r where r.tenant_id = s.tenant_id and r.id = ?
                                                and (r.calls > 0 or r.cause in ('person', 'rebuild')))
                               then least(look_at, greatest(now(), coalesce(looked_at, '-infinity') + interval '1 minute'))
                               else coalesce(look_at, now() + interval '1 hour') end,
                           -- What was put into doubt since is the next run's, also when it was in doubt before.
                           lost_at = case when doubt_below > ? or s.plan_version > ? then lost_at end,
                           gone_below = case when doubt_below > ? or s.plan_version > ? then gone_below else 0 end,
                           -- So is what a person has to decide about: LaunchDarkly may not have it, and it may be wanted again.
                           doubt_below = case when doubt_below > ? or s.plan_version > ?
                                or exists (select from hold h where h.tenant_id = s.tenant_id and h.sync_id = s.id and h.state = 'open')
                                then doubt_below else 0 end,
                           lease_owner = null, lease_until = null, delivered_count = case when ? then
                               (select count(*) from delivered_key d where d.tenant_id = s.tenant_id and d.sync_id = s.id)
                               else delivered_count end,
                           next_run_at = case
                               when mode = 'off' and not to_be_empty then null
                               when exists (select from run r where r.tenant_id = s.tenant_id and r.sync_id = s.id
                                             and r.state = 'waiting')
                                 or exists (select from open_batch o where o.tenant_id = s.tenant_id and o.sync_id = s.id
                                             and o.batch <> all (?))
                                 or doubt_below > ? or s.plan_version > ? or (s.to_be_empty and not ?) then now()
                               when mode = 'recurring' then
                                    now() + (interval_seconds - mod(extract(epoch from now())::bigint + s.id * 7919, interval_seconds))
                                          * interval '1 second'
                           end
                     where tenant_id = ? and id = ? and fence = ?""")) {
                update.setLong(1, state.changeSeq());
                update.setLong(2, state.planVersion());
                update.setLong(3, run);
                for (int parameter = 4; parameter <= 8; parameter += 2) {
                    update.setLong(parameter, state.doubt().below());
                    update.setLong(parameter + 1, state.planVersion());
                }
                update.setBoolean(10, state.isSentAgain());
                update.setArray(11, connection.createArrayOf("bigint", inDoubt.toArray()));
                update.setLong(12, state.doubt().below());
                update.setLong(13, state.planVersion());
                update.setBoolean(14, state.isEmptying());
                update.setLong(15, claim.tenant());
                update.setLong(16, claim.sync());
                update.setLong(17, claim.fence());
                if (update.executeUpdate() == 0) {
                    throw new FenceLostException(claim);
                }
            }
            endRun(connection, run, "succeeded", null, null);
            new ReleasedKeys(claim).purge(connection);
            new RunQuarantine(claim).clear(connection, run, state.isById() ? "member_id" : "key");
        });
        watch.succeeded();
    }

    /**
     * A token that was replaced while the run went on says nothing of the one that is there now: the sync is due again at
     * once, and no person need act.
     *
     * @param tokenVersion of the token that the run used
     */
    void fail(long run, VendorFailure failure, int tokenVersion) {
        write(connection -> {
            database.renew(connection, claim);
            if (failure.kind() == Kind.CREDENTIALS_REFUSED && isReplaced(connection, tokenVersion)) {
                startAgain(connection);
                endRun(connection, run, "failed", failure.code(), failure.message());
            } else {
                fail(connection, run, failure);
            }
        });
        watch.failed(failure);
    }

    /** Nothing is lost: what was not confirmed stays in the difference of the next run. */
    void fail(long run, VendorFailure failure) {
        write(connection -> {
            database.renew(connection, claim);
            fail(connection, run, failure);
        });
        watch.failed(failure);
    }

    private void write(Database.Task task) {
        database.insist(claim, () -> {
            database.doIn(claim, task);
            return Boolean.TRUE;
        });
    }

    /** Keeps the token as it is until the end is written: one replaced later finds a sync that it can start again. */
    private boolean isReplaced(Connection connection, int tokenVersion) throws SQLException {
        return new Select(
                        "select token_version from connection where tenant_id = ? and id = ? for share",
                        claim.tenant(),
                        claim.connection())
                .first(connection, row -> row.getInt(1) != tokenVersion)
                .orElse(false);
    }

    private void startAgain(Connection connection) throws SQLException {
        new Select("""
                        update sync set state = 'ready', attempts = 0, failing_since = null, failure_code = null,
                               failure_message = null, lease_owner = null, lease_until = null,
                               next_run_at = case when mode <> 'off' or to_be_empty then now() end
                         where tenant_id = ? and id = ? and fence = ? returning id""", claim.tenant(), claim.sync(), claim.fence())
                .first(connection, row -> true)
                .orElseThrow(() -> new FenceLostException(claim));
    }

    private void fail(Connection connection, long run, VendorFailure failure) throws SQLException {
        putOff(connection, failure);
        endRun(connection, run, "failed", failure.code(), failure.message());
    }

    /** Without a run: nobody was called. */
    void putOff(Connection connection, VendorFailure failure) throws SQLException {
        Failing before = failing(connection);
        Instant now = clock.instant();
        Setback setback = Setback.of(
                failure,
                before.attempts(),
                Duration.between(before.since().orElse(now), now),
                now,
                ThreadLocalRandom.current());
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set state = ?, attempts = attempts + 1, failing_since = coalesce(failing_since, ?),
                       failure_code = ?, failure_message = ?,
                       next_run_at = case when mode = 'off' and not to_be_empty then null when exists (select from run r where r.tenant_id = sync.tenant_id
                            and r.sync_id = sync.id and r.state = 'waiting'
                            and (? or (? and r.cause in ('person', 'rebuild', 'emptying')))) then now() else ? end,
                       erase_at = case when erase_at is not null then coalesce(?, now() + interval '15 minutes') end,
                       lease_owner = null, lease_until = null
                 where tenant_id = ? and id = ? and fence = ?""")) {
            update.setString(1, setback.state());
            // By the clock that the budget is reckoned with.
            update.setTimestamp(2, Timestamp.from(now));
            update.setString(3, failure.code());
            update.setString(4, failure.message());
            // A run that was asked for meanwhile comes at once, unless there is to wait; a person may try a token at
            // any time.
            update.setBoolean(5, failure.waitUntil().isEmpty());
            update.setBoolean(6, failure.kind() == Kind.CREDENTIALS_REFUSED);
            update.setTimestamp(7, setback.next().map(Timestamp::from).orElse(null));
            update.setTimestamp(8, setback.next().map(Timestamp::from).orElse(null));
            update.setLong(9, claim.tenant());
            update.setLong(10, claim.sync());
            update.setLong(11, claim.fence());
            if (update.executeUpdate() == 0) {
                throw new FenceLostException(claim);
            }
        }
    }

    /** What was confirmed counts; the rest stays in the difference of the next run. */
    void stop(long run) {
        write(connection -> {
            boolean isPaused = release(connection);
            endRun(connection, run, "cancelled", null, isPaused ? Stops.PAUSED : Stops.STOPPED);
        });
        watch.cancelled();
    }

    /** The run stays open: whoever claims the sync next, at once, goes on with it. Unless a person has stopped it as well. */
    void leave(long run) {
        write(connection -> {
            boolean isStopped = !database.renew(connection, claim);
            boolean isPaused = release(connection);
            if (isStopped) {
                endRun(connection, run, "cancelled", null, isPaused ? Stops.PAUSED : Stops.STOPPED);
                return;
            }
            new Select(
                            "update run set phase = 'applying', waiting_until = null where tenant_id = ? and id = ? returning id",
                            claim.tenant(),
                            run)
                    .first(connection, row -> true);
        });
    }

    /** A person wants something else: unless the sync is paused or off, that is due at once. True when it is paused. */
    boolean release(Connection connection) throws SQLException {
        return new Select("""
                        update sync set lease_owner = null, lease_until = null,
                               next_run_at = case when mode <> 'off' or to_be_empty then now() end
                         where tenant_id = ? and id = ? and fence = ? returning paused_at is not null""", claim.tenant(), claim.sync(), claim.fence())
                .first(connection, row -> row.getBoolean(1))
                .orElseThrow(() -> new FenceLostException(claim));
    }

    private record Failing(int attempts, Optional<Instant> since) {}

    private Failing failing(Connection connection) throws SQLException {
        return new Select(
                        "select attempts, failing_since from sync where tenant_id = ? and id = ?",
                        claim.tenant(),
                        claim.sync())
                .first(connection, row -> new Failing(row.getInt(1), Select.time(row, "failing_since")))
                .orElseThrow();
    }

    private void endRun(Connection connection, long run, String state, @Nullable String code, @Nullable String message)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update run set state = ?, finished_at = now(), phase = null, waiting_until = null, failure_code = ?,
                       failure_message = ? where tenant_id = ? and id = ?""")) {
            update.setString(1, state);
            update.setString(2, code);
            update.setString(3, message);
            update.setLong(4, claim.tenant());
            update.setLong(5, run);
            update.executeUpdate();
        }
    }
}
