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
            Optional<Rebuild> goingOn = rebuildOf(connection, tenant, segment);
            if (goingOn.isPresent()) {
                return goingOn.get().runFor(target);
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

    /** A rebuild that waits or goes on, and where to. */
    private record Rebuild(long run, long connection, String name) {

        long runFor(long target) {
            if (connection != target) {
                throw ProblemException.conflict("Starting a rebuild: expected none of this segment to go on, one to "
                        + name + " does. Start this one when it has ended.");
            }
            return run;
        }
    }

    /** Locks the segment's syncs: two who ask at once ask for one. */
    private static Optional<Rebuild> rebuildOf(Connection connection, long tenant, long segment) throws SQLException {
        new Select(
                        "select id from sync where tenant_id = ? and segment_id = ? order by id for no key update",
                        tenant,
                        segment)
                .list(connection, row -> row.getLong(1));
        return new Select("""
                select r.id, y.connection_id, c.name from run r
                  join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 where r.tenant_id = ? and y.segment_id = ? and r.cause = 'rebuild' and r.state in ('waiting', 'running')
                 limit 1""", tenant, segment)
                .first(connection, row -> new Rebuild(row.getLong(1), row.getLong(2), row.getString(3)));
    }
}
