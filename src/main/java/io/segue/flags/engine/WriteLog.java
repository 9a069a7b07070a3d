package io.segue.flags.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.connection.VendorFailure;
import io.segue.flags.HeapAnswer;
import io.segue.flags.write.WriteOrders;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written of a run: its beginning, its progress call by call, its end. */
class WriteLog {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WriteClaim claim;
    private int ordinal;

    WriteLog(WriteClaim claim) {
        this.claim = claim;
    }

    /** One answered call. */
    record Call(Instant at, int users, HeapAnswer answer, long millis) {}

    private record Begun(long run, int calls) {}

    /** Ends the run of a lost node that a person told to stop before anybody took over. */
    void endLeft(Connection connection) throws SQLException {
        new Select("""
                        update flag_run r set state = 'cancelled', finished_at = now(), waiting_until = null, failure_message = ?
                          from flag_write w where w.tenant_id = ? and w.id = ? and r.tenant_id = w.tenant_id and r.write_id = w.id
                           and r.state = 'running' and (w.stop_fence >= w.fence - 1 or w.mode = 'off')
                        returning r.id""", WriteOrders.TURNED_OFF, claim.tenant(), claim.order()).first(connection, row -> true);
    }

    /** False when whoever claimed the order had only to end what was left. */
    boolean isOn(Connection connection) throws SQLException {
        return new Select(
                        "select true from flag_write where tenant_id = ? and id = ? and mode <> 'off'",
                        claim.tenant(),
                        claim.order())
                .first(connection, row -> true)
                .isPresent();
    }

    /** Goes on with the run that a lost node left, or begins the one that waits, or a new one by the clock. */
    long begin(Connection connection) throws SQLException {
        Optional<Begun> found = first(connection, """
                        update flag_run set state = 'running', started_at = coalesce(started_at, now())
                         where tenant_id = ? and id = (select id from flag_run where tenant_id = ? and write_id = ?
                               and state in ('waiting', 'running') order by state limit 1)
                        returning id, (select coalesce(max(ordinal), 0) from flag_call c
                                        where c.tenant_id = flag_run.tenant_id and c.run_id = flag_run.id)""");
        Begun begun = found.isPresent() ? found.get() : make(connection);
        ordinal = begun.calls();
        return begun.run();
    }

    private Begun make(Connection connection) throws SQLException {
        return first(connection, """
                        insert into flag_run (tenant_id, write_id, state, started_at, cause)
                        select w.tenant_id, w.id, 'running', now(),
                               case when w.state <> 'ready' then 'retry'
                                    when not exists (select from flag_run r where r.tenant_id = w.tenant_id and r.write_id = w.id)
                                    then 'first' else 'schedule' end
                          from flag_write w where w.tenant_id = ? and w.tenant_id = ? and w.id = ? returning id, 0""")
                .orElseThrow(() -> new IllegalStateException(
                        "Beginning a run of the order " + claim.order() + ": it does not exist"));
    }

    private Optional<Begun> first(Connection connection, String sql) throws SQLException {
        return new Select(sql, claim.tenant(), claim.tenant(), claim.order())
                .first(connection, row -> new Begun(row.getLong(1), row.getInt(2)));
    }

    void choice(Connection connection, long run, int version) throws SQLException {
        new Select(
                        "update flag_run set choice_version = ?::int where tenant_id = ? and id = ? returning id",
                        version,
                        claim.tenant(),
                        run)
                .first(connection, row -> row.getLong(1));
    }

    /** What the run saw until now, and the calls that were answered since it was told last. */
    void progress(Connection connection, long run, WriteCounts counts, List<Call> calls, int refused)
            throws SQLException {
        long written = 0;
        long retries = 0;
        for (Call call : calls) {
            written += call.answer().isDone() ? call.users() : 0;
            retries += call.answer().isDone() ? 0 : 1;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update flag_run set users = ?, changed = ?, without_key = ?, ambiguous = ?, too_long = ?, untold = ?::jsonb,
                       written = written + ?, calls = calls + ?, retries = retries + ?, refused = refused + ?,
                       waiting_until = null
                 where tenant_id = ? and id = ?""")) {
            update.setLong(1, counts.users);
            update.setLong(2, counts.changed);
            update.setLong(3, counts.withoutKey);
            update.setLong(4, counts.ambiguous);
            update.setLong(5, counts.tooLong);
            update.setString(6, json(counts));
            update.setLong(7, written);
            update.setLong(8, calls.size());
            update.setLong(9, retries);
            update.setLong(10, refused);
            update.setLong(11, claim.tenant());
            update.setLong(12, run);
            update.executeUpdate();
        }
        writeCalls(connection, run, calls);
    }

    /** The run rests until then. */
    void pause(Connection connection, long run, Instant until) throws SQLException {
        new Select(
                        "update flag_run set waiting_until = ? where tenant_id = ? and id = ? returning id",
                        Timestamp.from(until),
                        claim.tenant(),
                        run)
                .first(connection, row -> row.getLong(1));
    }

    /** Another node goes on with the run: it waits for nothing. */
    void leave(Connection connection, long run) throws SQLException {
        new Select(
                        "update flag_run set waiting_until = null where tenant_id = ? and id = ? returning id",
                        claim.tenant(),
                        run)
                .first(connection, row -> row.getLong(1));
    }

    void end(Connection connection, long run, String state, @Nullable String code, @Nullable String message)
            throws SQLException {
        new Select("""
                        update flag_run set state = ?, finished_at = now(), waiting_until = null, failure_code = ?::text,
                               failure_message = ?::text
                         where tenant_id = ? and id = ? returning id""", state, code, message, claim.tenant(), run).first(connection, row -> row.getLong(1));
    }

    private void writeCalls(Connection connection, long run, List<Call> calls) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into flag_call (tenant_id, run_id, ordinal, at, users, status, outcome, millis, message)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Call call : calls) {
                Optional<VendorFailure> failure = call.answer().failure();
                insert.setLong(1, claim.tenant());
                insert.setLong(2, run);
                insert.setInt(3, ++ordinal);
                insert.setTimestamp(4, Timestamp.from(call.at()));
                insert.setInt(5, call.users());
                insert.setObject(
                        6, call.answer().status() == 0 ? null : call.answer().status(), Types.INTEGER);
                insert.setString(7, failure.map(VendorFailure::code).orElse("done"));
                insert.setInt(8, (int) Math.min(Integer.MAX_VALUE, call.millis()));
                insert.setString(9, failure.map(VendorFailure::message).orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static String json(WriteCounts counts) {
        try {
            return JSON.writeValueAsString(counts.untold());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing what could not be told", e);
        }
    }
}
