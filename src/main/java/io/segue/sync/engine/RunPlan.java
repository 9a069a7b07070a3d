package io.segue.sync.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** What the planners of one run share: the numbers of its batches, the keys to leave out, the count of what is planned. */
class RunPlan {

    private final Running running;
    private final RunLog log;
    private final Set<String> quarantined;
    private long nextBatch;
    private long operations;
    private boolean isOnLastDifference;

    RunPlan(Running running, RunLog log, Set<String> quarantined) {
        this.running = running;
        this.log = log;
        this.quarantined = Set.copyOf(quarantined);
        this.nextBatch = running.claim().firstBatch();
    }

    long nextBatch() {
        return nextBatch++;
    }

    boolean isQuarantined(String key) {
        return quarantined.contains(key);
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
