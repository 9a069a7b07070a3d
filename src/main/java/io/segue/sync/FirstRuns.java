package io.segue.sync;

import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Orders of a person who is looking: what they turn on runs at once, and not at the sync's place in the interval. */
@ApplicationScoped
public class FirstRuns {

    private final Database database;
    private final Syncs syncs;

    FirstRuns(Database database, Syncs syncs) {
        this.database = database;
        this.syncs = syncs;
    }

    /** Carries the order out; when it turned on what was off, returns the number of the run that begins. */
    public Optional<Long> order(long tenant, long segment, SyncOrder order, String actor) {
        boolean wasOn = database.inTenant(
                tenant,
                connection -> new Select("""
                select id from sync where tenant_id = ? and segment_id = ? and connection_id = ? and mode <> 'off'""", tenant, segment, order.connection())
                        .first(connection, row -> row.getLong(1))
                        .isPresent());
        long sync = syncs.order(tenant, segment, order, actor);
        return wasOn || order.mode() == Mode.OFF
                ? Optional.empty()
                : Optional.of(syncs.startRun(tenant, sync, RunCause.FIRST, actor));
    }
}
