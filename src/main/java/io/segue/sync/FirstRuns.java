package io.segue.sync;

import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Orders of a person who is looking: what they turn on runs at once, and not at the sync's place in the interval. Of many
 * that are turned on together only the first does, unless they run once.
 */
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

    /** Carries out orders that were given together: recurring ones are spread evenly over their interval, and stay so. */
    public void orderTogether(long tenant, Map<Long, SyncOrder> bySegment, String actor) {
        int place = 0;
        for (Map.Entry<Long, SyncOrder> one : bySegment.entrySet()) {
            SyncOrder order = one.getValue();
            if (order.mode() != Mode.RECURRING || place == 0) {
                order(tenant, one.getKey(), order, actor);
            } else {
                long sync = syncs.order(tenant, one.getKey(), order, actor);
                put(tenant, sync, order.interval().multipliedBy(place).dividedBy(bySegment.size()));
            }
            place++;
        }
    }

    /** What has been asked for meanwhile, by Heap or by somebody, is not put off. */
    private void put(long tenant, long sync, Duration later) {
        database.inTenant(
                tenant,
                connection ->
                        new Select("""
                update sync set next_run_at = now() + ? * interval '1 second'
                 where tenant_id = ? and id = ? and mode = 'recurring' and next_run_at > now() and lease_until is null
                   and not exists (select from run r where r.tenant_id = sync.tenant_id and r.sync_id = sync.id
                                      and r.state = 'waiting')
                returning id""", later.toSeconds(), tenant, sync).first(connection, row -> row.getLong(1)));
    }
}
