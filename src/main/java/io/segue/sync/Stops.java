package io.segue.sync;

import io.segue.audit.Audit;
import io.segue.audit.Change;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What makes a sync stand still: pausing and resuming it, or emptying its segment in LaunchDarkly for good. */
@ApplicationScoped
public class Stops {

    /** What is said of a run that was cut short by a pause. */
    public static final String PAUSED = "Paused while it ran; the rest is sent when the sync is resumed.";

    /** What is said of a run that was cut short otherwise. */
    public static final String STOPPED = "Stopped by a person while it ran; what was confirmed until then counts.";

    private final Database database;
    private final Audit audit;
    private final Event<SyncDueEvent> due;

    Stops(Database database, Audit audit, Event<SyncDueEvent> due) {
        this.database = database;
        this.audit = audit;
        this.due = due;
    }

    /** Nothing is sent until a person resumes the sync; a run that goes on stops after the calls that are under way. */
    public void pause(long tenant, long sync, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            boolean isChanged = update(connection, tenant, sync, """
                    update sync set paused_at = now(), paused_by = ?, stop_fence = fence
                     where tenant_id = ? and id = ? and mode <> 'off' and paused_at is null""", actor);
            if (isChanged) {
                cancel(connection, tenant, sync);
                audit.write(
                        connection,
                        tenant,
                        actor,
                        "paused a sync",
                        Syncs.called(connection, tenant, sync),
                        Change.of("running", "paused"));
            } else {
                requireOn(connection, tenant, sync);
            }
        });
    }

    /** What changed meanwhile is sent at once. */
    public void resume(long tenant, long sync, String actor) {
        database.doInTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            boolean isChanged = update(connection, tenant, sync, """
                    update sync set paused_at = null, paused_by = null,
                           next_run_at = case when mode = 'recurring' then now() else next_run_at end
                     where ?::text is not null and tenant_id = ? and id = ? and paused_at is not null""", actor);
            if (isChanged) {
                audit.write(
                        connection,
                        tenant,
                        actor,
                        "resumed a sync",
                        Syncs.called(connection, tenant, sync),
                        Change.of("paused", "running"));
            } else {
                requireOn(connection, tenant, sync);
            }
        });
        due.fire(new SyncDueEvent());
    }

    /**
     * Turns the sync off and has a run remove all that LaunchDarkly holds of it, however often it has to be tried.
     * Returns the run's number.
     */
    public long empty(long tenant, long sync, String actor) {
        long run = database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            long held = turnOff(connection, tenant, sync);
            cancel(connection, tenant, sync);
            endHold(connection, tenant, sync);
            audit.write(
                    connection,
                    tenant,
                    actor,
                    "turned a sync off and emptied its segment",
                    Syncs.called(connection, tenant, sync),
                    Change.of("LaunchDarkly held " + held + " members", "it is to hold none"));
            return waitingRun(connection, tenant, sync);
        });
        due.fire(new SyncDueEvent());
        return run;
    }

    /** A run that nobody has begun is not begun any more, and one that a node has left or lost is not gone on with. */
    static void cancel(Connection connection, long tenant, long sync) throws SQLException {
        // A node that wakes up has nothing to write any more. Whoever still has its lease ends the run, or who takes
        // over.
        boolean isLeft =
                new Select("""
                        update sync s set fence = fence + 1, lease_owner = null, lease_until = null
                         where tenant_id = ? and id = ? and coalesce(lease_until <= now(), true)
                           and exists (select from run r where r.tenant_id = s.tenant_id and r.sync_id = s.id and r.state = 'running')
                        returning id""", tenant, sync).first(connection, row -> true).isPresent();
        new Select("""
                        update run r set state = 'cancelled', finished_at = now(), phase = null, waiting_until = null,
                               failure_message = case when r.state = 'waiting' then null when s.paused_at is null then ? else ? end
                          from sync s where s.tenant_id = ? and s.id = ? and r.tenant_id = s.tenant_id and r.sync_id = s.id
                           and (r.state = 'waiting' or (r.state = 'running' and ?))
                        returning r.id""", STOPPED, PAUSED, tenant, sync, isLeft).list(connection, row -> row.getLong(1));
    }

    /** Nobody need decide on removals that are not to be sent, or were ordered; turned on again, they are counted anew. */
    static void endHold(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hold set state = 'gone', closed_at = now()
                 where tenant_id = ? and sync_id = ? and state in ('open', 'approved')""")) {
            update.setLong(1, tenant);
            update.setLong(2, sync);
            update.executeUpdate();
        }
    }

    private static long turnOff(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update sync set mode = 'off', to_be_empty = true, next_run_at = now(), paused_at = null, paused_by = null,
                       state = 'ready', attempts = 0, failing_since = null, failure_code = null, failure_message = null,
                       -- An emptying that goes on already does what is wanted.
                       stop_fence = case when to_be_empty then stop_fence else fence end
                 where tenant_id = ? and id = ? returning delivered_count""")) {
            update.setLong(1, tenant);
            update.setLong(2, sync);
            try (ResultSet rows = update.executeQuery()) {
                if (!rows.next()) {
                    throw ProblemException.notFound("this sync");
                }
                return rows.getLong(1);
            }
        }
    }

    private static long waitingRun(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into run (tenant_id, sync_id, state, cause) values (?, ?, 'waiting', ?) returning id""")) {
            insert.setLong(1, tenant);
            insert.setLong(2, sync);
            insert.setString(3, RunCause.EMPTYING.word());
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static boolean update(Connection connection, long tenant, long sync, String sql, String actor)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, actor);
            update.setLong(2, tenant);
            update.setLong(3, sync);
            return update.executeUpdate() > 0;
        }
    }

    private static void requireOn(Connection connection, long tenant, long sync) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select mode <> 'off' from sync where tenant_id = ? and id = ?")) {
            select.setLong(1, tenant);
            select.setLong(2, sync);
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw ProblemException.notFound("this sync");
                }
                if (!rows.getBoolean(1)) {
                    throw ProblemException.conflict(
                            "Pausing a sync: expected a sync that is on, this one is off. An editor turns it on first.");
                }
            }
        }
    }
}
