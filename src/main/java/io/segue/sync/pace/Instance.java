package io.segue.sync.pace;

import io.segue.platform.RetryPolicy;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The row that all nodes share of one LaunchDarkly: when the next call may begin, and whether it is away as a whole. */
class Instance {

    /** So many connections that fail, with none that is answered, mean that it is not their fault. */
    static final int CONNECTIONS = 5;

    /** One call of all of them looks, so that it may look often. */
    static final RetryPolicy LOOKS =
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(1), RetryPolicy.USUAL.budget());

    private static final int FAILED_WITHIN_SECONDS = 60;

    /** Longer than a call takes: what was answered since was asked since. */
    private static final int SILENT_SECONDS = 20;

    private final byte[] fingerprint;

    Instance(String fingerprint) {
        this.fingerprint = HexFormat.of().parseHex(fingerprint);
    }

    /** How long to wait for the first of the calls that are reserved, and the outage, if there is one. */
    record Row(double waitMillis, Optional<Outage> outage) {}

    /**
     * Reserves places for calls, one after the other in the row of all nodes' calls. A call does not wait for the disk for
     * that: what PostgreSQL forgets when it crashes is over by the time that it is back.
     */
    Row reserve(Connection worker, int calls, double secondsEach, boolean isAnswering) throws SQLException {
        try (PreparedStatement upsert = worker.prepareStatement("""
                insert into instance as i (fingerprint, next_call_at, answered_at)
                values (?, clock_timestamp() + ? * interval '1 second', case when ? then now() end)
                on conflict (fingerprint) do update
                   set next_call_at = greatest(i.next_call_at, clock_timestamp()) + ? * interval '1 second',
                       answered_at = coalesce(excluded.answered_at, i.answered_at)
                returning extract(epoch from next_call_at - clock_timestamp()) - ?, failing_since, open_until, failures,
                          set_config('synchronous_commit', 'off', true)""")) {
            double seconds = calls * secondsEach;
            upsert.setBytes(1, fingerprint);
            upsert.setDouble(2, seconds);
            upsert.setBoolean(3, isAnswering);
            upsert.setDouble(4, seconds);
            upsert.setDouble(5, seconds);
            try (ResultSet rows = upsert.executeQuery()) {
                rows.next();
                return new Row(Math.max(0, rows.getDouble(1) * 1000), outage(rows));
            }
        }
    }

    /** True for the one who may look now; for the others it stays away until that one has had its time. */
    boolean probe(Connection worker) throws SQLException {
        return new Select("""
                update instance set open_until = now() + ? * interval '1 second'
                 where fingerprint = ? and failing_since is not null and open_until <= now() returning true""", SILENT_SECONDS, fingerprint)
                .first(worker, row -> true)
                .orElse(false);
    }

    /**
     * A run got no answer: that opens it when many others got none either, or puts the next look off. A run that only
     * looked whether its own connection works again says nothing of the others.
     */
    void failed(Connection worker, boolean isProbe, RandomGenerator random) throws SQLException {
        Optional<Integer> failures = new Select(
                        """
                select failures from instance
                 where fingerprint = ? and (answered_at is null or answered_at < now() - ? * interval '1 second')
                   and (failing_since is null or open_until <= now() or ?)
                   and ((? and failing_since is not null)
                        or (select count(*) from circuit where failed_at > now() - ? * interval '1 second') >= ?)
                   for update""", fingerprint, SILENT_SECONDS, isProbe, isProbe, FAILED_WITHIN_SECONDS, CONNECTIONS)
                .first(worker, row -> row.getInt(1));
        if (failures.isEmpty()) {
            return;
        }
        long millis = LOOKS.wait(failures.get(), random).toMillis();
        new Select("""
                update instance set failing_since = coalesce(failing_since, now()), failures = failures + 1,
                       open_until = now() + ? * interval '1 millisecond'
                 where fingerprint = ? returning failures""", millis, fingerprint).first(worker, row -> row.getInt(1));
    }

    /** It answers: whoever waits for it is due within seconds, not all at once. Returns how many there are. */
    int close(Connection worker) throws SQLException {
        boolean wasOpen =
                new Select("""
                update instance set failing_since = null, open_until = null, failures = 0, answered_at = now()
                 where fingerprint = ? and failing_since is not null returning true""", fingerprint).first(worker, row -> true).orElse(false);
        if (!wasOpen) {
            return 0;
        }
        // Their own waits grew while nobody could be answered; the first run of each looks.
        new Select(
                        "update circuit set open_until = now() where code = 'unavailable' and open_until > now() returning 1")
                .list(worker, row -> row.getInt(1));
        return new Select("""
                update sync s set next_run_at = now() + random() * interval '10 seconds'
                  from (select tenant_id, id from sync where failure_code = 'unavailable'
                           and state in ('retrying', 'parked') and next_run_at > now() for update skip locked) w
                 where s.tenant_id = w.tenant_id and s.id = w.id returning s.id""").list(worker, row -> row.getLong(1)).size();
    }

    private static Optional<Outage> outage(ResultSet row) throws SQLException {
        Timestamp since = row.getTimestamp("failing_since");
        Timestamp open = row.getTimestamp("open_until");
        return since == null || open == null
                ? Optional.empty()
                : Optional.of(new Outage(since.toInstant(), open.toInstant(), row.getInt("failures")));
    }
}
