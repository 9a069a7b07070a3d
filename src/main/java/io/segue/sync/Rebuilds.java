package io.segue.sync;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Comparing everything that should be in LaunchDarkly with all that it confirmed, on a person's word. */
@ApplicationScoped
public class Rebuilds {

    private final Database database;
    private final Audit audit;
    private final Event<SyncDueEvent> due;

    Rebuilds(Database database, Audit audit, Event<SyncDueEvent> due) {
        this.database = database;
        this.audit = audit;
        this.due = due;
    }

    /**
     * Asks for a run that compares everything, whatever the cursor says; one that goes on already is the same one. A
     * segment has one at a time. Returns the run's number.
     */
    public long rebuild(long tenant, long segment, long target, String actor) {
        long run = database.inTenant(tenant, connection -> {
            Optional<Rebuild> goingOn = rebuildOf(connection, tenant, segment, target);
            goingOn.ifPresent(rebuild -> rebuild.requireOf(target));
            Optional<Long> goesOnWith = goingOn.flatMap(Rebuild::run);
            if (goesOnWith.isPresent()) {
                return goesOnWith.get();
            }
            long sync = new Select("""
                    update sync set plan_version = plan_version + 1
                     where tenant_id = ? and segment_id = ? and connection_id = ? returning id""", tenant, segment, target)
                    .first(connection, row -> row.getLong(1))
                    .orElseThrow(() -> ProblemException.notFound("this sync"));
            audit.write(connection, tenant, actor, "started a rebuild", Syncs.called(connection, tenant, sync), "");
            return Syncs.askForRun(connection, tenant, sync, RunCause.REBUILD);
        });
        due.fire(new SyncDueEvent());
        return run;
    }

    /**
     * A rebuild that is not at its end, and where to.
     *
     * @param run that waits or goes on with it; none while the sync is paused, or rests after a failure
     */
    private record Rebuild(Optional<Long> run, long connection, String name) {

        void requireOf(long target) {
            if (connection != target) {
                throw ProblemException.conflict("Starting a rebuild: expected none of this segment to go on, one to "
                        + name + (run.isPresent() ? " does." : " stopped before its end.")
                        + " Start this one when it has ended, or turn that sync off.");
            }
        }
    }

    /**
     * Locks the segment's syncs: two who ask at once ask for one. A rebuild that was paused, or failed, goes on with the
     * sync's next run, whatever that one's cause: it has ended when a run has compared all.
     */
    private static Optional<Rebuild> rebuildOf(Connection connection, long tenant, long segment, long target)
            throws SQLException {
        new Select(
                        "select id from sync where tenant_id = ? and segment_id = ? order by id for no key update",
                        tenant,
                        segment)
                .list(connection, row -> row.getLong(1));
        return new Select("""
                select y.connection_id, c.name,
                       (select o.id from run o where o.tenant_id = y.tenant_id and o.sync_id = y.id
                           and o.state in ('waiting', 'running') and o.cause <> 'erasure' order by o.state limit 1) as run
                  from sync y
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 cross join lateral (select id, state from run where run.tenant_id = y.tenant_id and run.sync_id = y.id
                        and run.cause = 'rebuild' order by id desc limit 1) r
                 where y.tenant_id = ? and y.segment_id = ? and y.mode <> 'off'
                   and (r.state in ('waiting', 'running')
                        or (r.state <> 'succeeded' and y.compared_version < y.plan_version
                            and not exists (select from run l where l.tenant_id = y.tenant_id and l.sync_id = y.id
                                   and l.id > r.id and l.state = 'succeeded' and l.cause <> 'erasure')))
                 order by y.connection_id <> ? limit 1""", tenant, segment, target)
                .first(
                        connection,
                        row -> new Rebuild(
                                Optional.ofNullable(row.getObject("run", Long.class)),
                                row.getLong("connection_id"),
                                row.getString("name")));
    }
}
