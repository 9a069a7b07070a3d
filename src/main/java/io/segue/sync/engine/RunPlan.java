package io.segue.sync.engine;

import io.segue.segment.block.Blocked;
import io.segue.sync.quarantine.RefusedKeys;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the planners of one run share: the numbers of its batches, what to leave out, the count of what is
 * planned.
 */
class RunPlan {

    private final Running running;
    private final RunLog log;
    private final RefusedKeys refused;
    private final Blocked blocked;
    private long nextBatch;
    private long operations;
    private long removalsLeft = Long.MAX_VALUE;
    private long keptBack;
    private boolean isOnLastDifference;

    RunPlan(Running running, RunLog log, RefusedKeys refused, Blocked blocked) {
        this.running = running;
        this.log = log;
        this.refused = refused;
        this.blocked = blocked;
        this.nextBatch = running.claim().firstBatch();
    }

    long nextBatch() {
        return nextBatch++;
    }

    /** Not a key that LaunchDarkly refused lately, nor one of an erased person's, wherever it still comes from. */
    boolean mayAdd(String key) {
        return !refused.lately().contains(key) && !blocked.holds(key);
    }

    RefusedKeys refused() {
        return refused;
    }

    void allowRemovals(long most) {
        removalsLeft = most;
    }

    /** Asked once for each: what was tried before and has no clear end is asserted again in any case. */
    boolean mayRemove() {
        if (!isOnLastDifference || removalsLeft == Long.MAX_VALUE) {
            return true;
        }
        if (removalsLeft > 0) {
            removalsLeft--;
            return true;
        }
        keptBack++;
        return false;
    }

    /** Removals that wait for a person. */
    long keptBack() {
        return keptBack;
    }

    /** Only the last difference knows how much there is in all. */
    void beginLastDifference() {
        isOnLastDifference = true;
    }

    void count(int more) {
        operations += more;
    }

    /** Everything is read: the run knows what it has to do. */
    void tellAll(Connection connection) throws SQLException {
        if (isOnLastDifference) {
            log.plan(connection, running.run(), operations);
        }
    }
}
