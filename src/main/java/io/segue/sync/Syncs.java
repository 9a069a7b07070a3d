package io.segue.sync;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.connection.TokenReplacedEvent;
import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.platform.Select;
import io.segue.segment.SegmentSettledEvent;
import io.segue.segment.Segments;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;

/** The standing orders: changed by people and pipelines, and woken by what happens in Heap. */
@ApplicationScoped
public class Syncs {

    private final Database database;
    private final Segments segments;
    private final Audit audit;
    private final Event<SyncDueEvent> due;

    Syncs(Database database, Segments segments, Audit audit, Event<SyncDueEvent> due) {
        this.database = database;
        this.segments = segments;
        this.audit = audit;
        this.due = due;
    }

    /**
     * Makes or changes the order and returns the sync's number. Once is due at once; a recurring one has its own place
     * in the interval, so that tenants do not come together; a changed key field makes every sync of the segment look
     * at all keys again, at once.
     */
    public long order(long tenant, long segment, SyncOrder order, String actor) {
        long sync = database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            requireSegmentAndConnection(connection, tenant, segment, order.connection());
            Optional<String> before = OrderWords.read(connection, tenant, segment, order.connection());
            // First, for it locks the segment: two orders to two syncs of one segment would wait for each other
            // otherwise.
            boolean isNewField = order.keyField()
                    .map(field -> segments.chooseKeyField(connection, tenant, segment, field))
                    .orElse(false);
            lock(connection, tenant, segment, order.connection());
            long id = store(connection, tenant, segment, order);
            if (order.mode() == Mode.OFF) {
                Stops.cancel(connection, tenant, id);
                Stops.endHold(connection, tenant, id);
            }
            if (order.mode() == Mode.ONCE && isRunning(connection, tenant, id)) {
                // The run that goes on has looked already: this order is one more.
                askForRun(connection, tenant, id, RunCause.PERSON);
            }
            if (isNewField) {
                requireKeys(connection, tenant, segment, order.keyField().orElseThrow());
                compareAllAgain(connection, tenant, segment);
                approveRemovals(connection, tenant, segment, actor);
            }
            String after = OrderWords.read(connection, tenant, segment, order.connection())
                    .orElseThrow();
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "ordered a sync",
                    called(connection, tenant, id),
                    Change.of(before, after));
            return id;
        });
        due.fire(new SyncDueEvent());
        return sync;
    }

    /** Asks for a run now; one that waits already is the same one. Returns the run's number. */
    public long startRun(long tenant, long sync, RunCause cause, String actor) {
        long run = database.inTenant(tenant, connection -> {
            long id = askForRun(connection, tenant, sync, cause);
            if (cause == RunCause.PERSON) {
                audit.write(connection, tenant, actor, "started a run", called(connection, tenant, sync), "");
            }
            return id;
        });
        due.fire(new SyncDueEvent());
        return run;
    }

    /** Recurring syncs that follow Heap start when Heap has told everything; locked, so that none is turned off meanwhile. */
    void follow(@Observes SegmentSettledEvent settled) {
        try {
            List<Long> followers = new Select("""
                            select id from sync where tenant_id = ? and segment_id = ? and mode = 'recurring' and follow_heap
                               and paused_at is null and (state = 'ready' or lease_until > now())
                             order by id for no key update""", settled.tenant(), settled.segment())
                    .list(settled.connection(), row -> row.getLong(1));
            for (long sync : followers) {
                askForRun(settled.connection(), settled.tenant(), sync, RunCause.HEAP);
            }
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    void lookAtOnce(@Observes(during = TransactionPhase.AFTER_SUCCESS) SegmentSettledEvent settled) {
        due.fire(new SyncDueEvent());
    }

    /** What a refused token stopped starts again with the new one, also what is due for erased people alone. */
    void startAgain(@Observes TokenReplacedEvent replaced) {
        database.doInTenant(replaced.tenant(), connection -> {
            new Select("""
                            update sync set erase_at = now()
                             where tenant_id = ? and connection_id = ? and erase_at is not null returning id""", replaced.tenant(), replaced.connection()).list(connection, row -> row.getLong(1));
            try (PreparedStatement update = connection.prepareStatement("""
                    update sync set state = 'ready', next_run_at = now(), attempts = 0, failing_since = null,
                           failure_code = null, failure_message = null
                     where tenant_id = ? and connection_id = ? and (mode <> 'off' or to_be_empty)
                       and (failure_code = 'rate-limited' or (state = 'stopped' and failure_code = 'credentials-refused'))""")) {
                update.setLong(1, replaced.tenant());
                update.setLong(2, replaced.connection());
                update.executeUpdate();
            }
        });
        due.fire(new SyncDueEvent());
    }

    /** A name that was mistyped would remove everybody. */
    private static void requireKeys(Connection connection, long tenant, long segment, String field)
            throws SQLException {
        boolean isNobodysField =
                new Select("""
                        select true from segment s where s.tenant_id = ? and s.id = ? and s.member_count > 0 and s.key_field <> 'id'
                           and not exists (select from segment_member m where m.tenant_id = s.tenant_id and m.segment_id = s.id
                                              and m.present and m.key is not null)""", tenant, segment).first(connection, row -> true).orElse(false);
        if (isNobodysField) {
            throw ProblemException.badRequest(
                    "Choosing the key field: expected a field that at least one member has, got \"" + field
                            + "\", which none has. Look at the fields that the segment's members carry.");
        }
    }

    /** A run that ends just now moves the row in its indexes, where it and an insert would wait for each other. */
    private static void lock(Connection connection, long tenant, long segment, long target) throws SQLException {
        new Select(
                        "select id from sync where tenant_id = ? and segment_id = ? and connection_id = ? for no key update",
                        tenant,
                        segment,
                        target)
                .first(connection, row -> row.getLong(1));
    }

    private static long store(Connection connection, long tenant, long segment, SyncOrder order) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into sync as s (tenant_id, segment_id, connection_id, mode, interval_seconds, follow_heap,
                       next_run_at)
                values (?, ?, ?, ?, ?, ?,
                        case ? when 'once' then now() when 'recurring' then now() + random() * ? * interval '1 second' end)
                on conflict (tenant_id, segment_id, connection_id) do update
                   set mode = excluded.mode, interval_seconds = excluded.interval_seconds, follow_heap = excluded.follow_heap,
                       -- Off, it is due once more if the node is lost that has it: somebody has to end its run.
                       next_run_at = case when excluded.mode = 'off' and s.lease_until > now() then s.lease_until
                                          when excluded.mode = 'recurring' and s.mode = 'recurring'
                                          then least(s.next_run_at, excluded.next_run_at) else excluded.next_run_at end,
                       state = 'ready', attempts = 0, failing_since = null, failure_code = null, failure_message = null,
                       -- A run that goes on was begun for what is wanted no more.
                       stop_fence = case when excluded.mode = 'off' or s.to_be_empty then s.fence else s.stop_fence end,
                       to_be_empty = false, by_default = false,
                       -- Off, nobody looked: it may have been deleted there meanwhile.
                       look_at = case when excluded.mode <> 'off' and s.mode = 'off' then now() else s.look_at end,
                       paused_at = case when excluded.mode <> 'off' then s.paused_at end,
                       paused_by = case when excluded.mode <> 'off' then s.paused_by end,
                       -- While it was off, keys may have moved without leaving a trace for the cursor.
                       plan_version = s.plan_version + case when s.mode = 'off' then 1 else 0 end
                returning id""")) {
            upsert.setLong(1, tenant);
            upsert.setLong(2, segment);
            upsert.setLong(3, order.connection());
            upsert.setString(4, order.mode().word());
            upsert.setLong(5, order.interval().toSeconds());
            upsert.setBoolean(6, order.followHeap());
            upsert.setString(7, order.mode().word());
            upsert.setLong(8, order.interval().toSeconds());
            try (ResultSet rows = upsert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static void compareAllAgain(Connection connection, long tenant, long segment) throws SQLException {
        new Select("""
                update sync set plan_version = plan_version + 1,
                       next_run_at = case when mode <> 'off' and delivered_count > 0 then now() else next_run_at end
                 where tenant_id = ? and segment_id = ? returning id""", tenant, segment).list(connection, row -> row.getLong(1));
    }

    /** Who chooses another key field is told how many keys that removes: they do not wait for another word. */
    private static void approveRemovals(Connection connection, long tenant, long segment, String actor)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into hold as h (tenant_id, sync_id, state, removals, held, sample, ceiling, decided_by, decided_at)
                select s.tenant_id, s.id, 'approved', k.held, k.held, '{}', k.held, ?, now()
                  from sync s, lateral (select greatest(s.delivered_count, count(*)) as held from delivered_key d
                                         where d.tenant_id = s.tenant_id and d.sync_id = s.id) k
                 where s.tenant_id = ? and s.segment_id = ? and s.mode <> 'off' and k.held > 0
                on conflict (tenant_id, sync_id) where state in ('open', 'approved') do update set state = 'approved',
                   ceiling = excluded.ceiling, sent = 0, decided_by = excluded.decided_by, decided_at = now()""")) {
            upsert.setString(1, actor);
            upsert.setLong(2, tenant);
            upsert.setLong(3, segment);
            upsert.executeUpdate();
        }
    }

    /** In a transaction that has more to do; whoever waits for work is told behind it. */
    public static long askForRun(Connection connection, long tenant, long sync, RunCause cause) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set next_run_at = now()
                 where tenant_id = ? and id = ? and mode <> 'off' and paused_at is null""")) {
            update.setLong(1, tenant);
            update.setLong(2, sync);
            if (update.executeUpdate() == 0) {
                throw ProblemException.conflict("Starting a run: expected a sync that is on and not paused, this one is"
                        + " off or paused. An editor turns it on or resumes it first.");
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into run as r (tenant_id, sync_id, state, cause) values (?, ?, 'waiting', ?)
                on conflict (tenant_id, sync_id, state) where state in ('waiting', 'running')
                -- A person's word stays a person's, and a rebuild a rebuild.
                do update set cause = case when r.cause = 'rebuild' or (r.cause = 'person' and excluded.cause = 'heap')
                                           then r.cause else excluded.cause end
                returning id""")) {
            insert.setLong(1, tenant);
            insert.setLong(2, sync);
            insert.setObject(3, cause.word(), Types.VARCHAR);
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static boolean isRunning(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select from sync where tenant_id = ? and id = ? and lease_until > now()")) {
            select.setLong(1, tenant);
            select.setLong(2, sync);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void requireSegmentAndConnection(Connection connection, long tenant, long segment, long target)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select exists (select from segment where tenant_id = ? and id = ?),
                       exists (select from connection where tenant_id = ? and id = ? and removed_at is null)""")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            select.setLong(3, tenant);
            select.setLong(4, target);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                if (!rows.getBoolean(1)) {
                    throw ProblemException.notFound("this segment");
                }
                if (!rows.getBoolean(2)) {
                    throw ProblemException.notFound("this connection");
                }
            }
        }
    }

    /** As people know it: a customer has never seen its number. */
    public static String called(Connection connection, long tenant, long sync) throws SQLException {
        return new Select("""
                select g.name || ' to ' || c.name from sync y
                  join segment g on g.tenant_id = y.tenant_id and g.id = y.segment_id
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 where y.tenant_id = ? and y.id = ?""", tenant, sync)
                .first(connection, row -> row.getString(1))
                .orElse("a sync");
    }
}
