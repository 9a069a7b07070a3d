package io.segue.sync.engine;

import io.segue.connection.VendorFailure;
import io.segue.platform.Select;
import io.segue.segment.block.Blocked;
import io.segue.sync.Batch;
import io.segue.sync.SentKeys;
import io.segue.sync.Stops;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetAnswer.SegmentPlace;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written of a run: its beginning, its progress call by call, its end. */
class RunLog {

    private final Claim claim;
    private Blocked blocked = Blocked.NOBODY;
    private int ordinal;

    RunLog(Claim claim) {
        this.claim = claim;
    }

    /** Keys of erased people are not kept with the calls that remove them. */
    void leaveOut(Blocked values) {
        blocked = values;
    }

    /** One answered call. */
    record Call(Instant at, Batch batch, TargetAnswer answer, long millis) {

        int adds() {
            return batch.adds().size();
        }

        int removes() {
            return batch.removes().size();
        }

        /** How long LaunchDarkly asked us to wait, as it answered. */
        Optional<Long> waitMillis() {
            Instant answeredAt = at.plusMillis(millis);
            return answer.failure()
                    .flatMap(VendorFailure::waitUntil)
                    .map(until ->
                            Math.max(0, Duration.between(answeredAt, until).toMillis()));
        }
    }

    /** What a person has stopped since a lost node began it is not gone on with. */
    void endLeft(Connection connection) throws SQLException {
        new Select("""
                        update run r set state = 'cancelled', finished_at = now(), phase = null, waiting_until = null,
                               failure_message = case when s.paused_at is null then ? else ? end
                          from sync s where s.tenant_id = ? and s.id = ? and r.tenant_id = s.tenant_id and r.sync_id = s.id
                           and r.state = 'running'
                           and (s.stop_fence >= s.fence - 1 or (s.mode = 'off' and not s.to_be_empty and r.cause <> 'erasure'))
                        returning r.id""", Stops.STOPPED, Stops.PAUSED, claim.tenant(), claim.sync()).first(connection, row -> true);
    }

    /** Whether the sync is off and nobody has to leave it: whoever claimed it had only to end what was left. */
    boolean isNothingWanted(Connection connection) throws SQLException {
        return new Select("""
                        select true from sync where tenant_id = ? and id = ? and mode = 'off' and not to_be_empty
                           and coalesce(erase_at > now(), true)""", claim.tenant(), claim.sync())
                .first(connection, row -> true)
                .isPresent();
    }

    /** Goes on with the run that a lost node left, or begins the one that waits, or a new one by the clock. */
    long begin(Connection connection) throws SQLException {
        Long found = ask(connection, """
                update run set state = 'running', started_at = coalesce(started_at, now()), phase = 'applying',
                       fence = case when state = 'waiting'
                               then (select s.fence from sync s where s.tenant_id = run.tenant_id and s.id = run.sync_id) else fence end
                 where tenant_id = ? and id = (select id from run where tenant_id = ? and sync_id = ?
                       and state in ('waiting', 'running') order by state limit 1)
                returning id, (select coalesce(max(ordinal), 0) from run_call c where c.tenant_id = run.tenant_id and c.run_id = run.id)""");
        if (found != null) {
            return found;
        }
        Long made = ask(connection, """
                insert into run (tenant_id, sync_id, state, cause, started_at, phase, fence)
                select s.tenant_id, s.id, 'running',
                       case when s.erase_at is not null and (s.paused_at is not null or (s.mode = 'off' and not s.to_be_empty)
                                      or coalesce(s.next_run_at > now(), true)) then 'erasure'
                            when s.to_be_empty then 'emptying' when s.lost_at is not null then 'lost' when s.state <> 'ready' then 'retry' when s.compared_version = 0 then 'first'
                            else 'schedule' end, now(), 'applying', s.fence
                  from sync s where s.tenant_id = ? and s.tenant_id = ? and s.id = ?
                returning id, 0""");
        if (made == null) {
            throw new IllegalStateException("Beginning a run of sync " + claim.sync() + ": it does not exist");
        }
        return made;
    }

    /** Whether a person waits for this run. */
    boolean isAskedFor(Connection connection) throws SQLException {
        return new Select("""
                select true from run where tenant_id = ? and sync_id = ? and state = 'waiting'
                   and cause in ('person', 'rebuild', 'emptying')""", claim.tenant(), claim.sync())
                .first(connection, row -> true)
                .orElse(false);
    }

    private @Nullable Long ask(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, claim.tenant());
            statement.setLong(2, claim.tenant());
            statement.setLong(3, claim.sync());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                ordinal = rows.getInt(2);
                return rows.getLong(1);
            }
        }
    }

    /** How many operations the run has to do: at most, before all is read; exactly from then on. */
    void plan(Connection connection, long run, long operations) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update run set planned = ? where tenant_id = ? and id = ?")) {
            update.setLong(1, operations);
            update.setLong(2, claim.tenant());
            update.setLong(3, run);
            update.executeUpdate();
        }
    }

    /** Counts answered calls; adds and removes are those that LaunchDarkly took. */
    void progress(Connection connection, long run, List<Call> calls, int quarantined, Instant pausedUntil)
            throws SQLException {
        int adds = 0;
        int removes = 0;
        int retries = 0;
        Optional<SegmentPlace> place = Optional.empty();
        for (Call call : calls) {
            if (call.answer().isDone()) {
                adds += call.adds();
                removes += call.removes();
                place = call.answer().place().isPresent() ? call.answer().place() : place;
            } else {
                retries++;
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update run set adds = adds + ?, removes = removes + ?, calls = calls + ?, retries = retries + ?,
                       quarantined = quarantined + ?,
                       phase = case when p.until > now() then 'waiting' else 'sending' end, waiting_until = p.until,
                       waits = waits + p.is_new::int,
                       waited_millis = waited_millis + case when p.is_new then
                           (extract(epoch from p.until - greatest(now(), coalesce(waiting_until, now()))) * 1000)::bigint else 0 end,
                       waiting_since = case when p.is_new then now() else waiting_since end
                  from (select ?::timestamptz as until,
                               ? > now() and ? > coalesce(waiting_until, '-infinity') as is_new
                          from run where tenant_id = ? and id = ?) p
                 where tenant_id = ? and id = ?""")) {
            update.setInt(1, adds);
            update.setInt(2, removes);
            update.setInt(3, calls.size());
            update.setInt(4, retries);
            update.setInt(5, quarantined);
            for (int parameter = 6; parameter <= 8; parameter++) {
                update.setTimestamp(parameter, Timestamp.from(pausedUntil));
            }
            for (int parameter = 9; parameter <= 11; parameter += 2) {
                update.setLong(parameter, claim.tenant());
                update.setLong(parameter + 1, run);
            }
            update.executeUpdate();
        }
        writeCalls(connection, run, calls);
        updateSync(connection, adds - removes, place);
    }

    private void updateSync(Connection connection, int held, Optional<SegmentPlace> place) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set delivered_count = greatest(0, delivered_count + ?),
                       segment_key = coalesce(nullif(?, ''), segment_key), segment_url = coalesce(nullif(?, ''), segment_url),
                       project_key = coalesce(nullif(?, ''), project_key),
                       environment_key = coalesce(nullif(?, ''), environment_key)
                 where tenant_id = ? and id = ? and fence = ?""")) {
            update.setInt(1, held);
            update.setString(2, place.map(SegmentPlace::segmentKey).orElse(null));
            update.setString(3, place.map(SegmentPlace::url).orElse(null));
            update.setString(4, place.map(SegmentPlace::projectKey).orElse(null));
            update.setString(5, place.map(SegmentPlace::environmentKey).orElse(null));
            update.setLong(6, claim.tenant());
            update.setLong(7, claim.sync());
            update.setLong(8, claim.fence());
            if (update.executeUpdate() == 0) {
                throw new FenceLostException(claim);
            }
        }
    }

    private void writeCalls(Connection connection, long run, List<Call> calls) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis, message,
                       sync_id, first_key, last_key, keys, wait_millis, marks)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Call call : calls) {
                SentKeys keys = SentKeys.of(call.batch(), blocked::holds);
                Optional<VendorFailure> failure = call.answer().failure();
                insert.setLong(1, claim.tenant());
                insert.setLong(2, run);
                insert.setInt(3, ++ordinal);
                insert.setTimestamp(4, Timestamp.from(call.at()));
                insert.setInt(5, call.adds());
                insert.setInt(6, call.removes());
                insert.setObject(
                        7, call.answer().status() == 0 ? null : call.answer().status(), Types.INTEGER);
                insert.setString(8, failure.map(VendorFailure::code).orElse("done"));
                insert.setInt(9, (int) Math.min(Integer.MAX_VALUE, call.millis()));
                insert.setString(10, failure.map(VendorFailure::message).orElse(null));
                insert.setLong(11, claim.sync());
                insert.setString(12, keys.first());
                insert.setString(13, keys.last());
                insert.setBytes(14, keys.stored());
                insert.setObject(15, call.waitMillis().orElse(null), Types.INTEGER);
                insert.setBytes(16, keys.marks());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
