package io.segue.sync.engine;

import io.segue.platform.Database;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.RunStoppedException;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The database as runs use it: all of them together never take more than a part of its connections, since the webhook
 * needs one at once; and what must not be forgotten is written when the database is back.
 */
@ApplicationScoped
class RunDatabase {

    private static final int TRIES = 20;
    private static final int TRIES_WHEN_STOPPING = 5;
    private static final long PAUSE_NANOS = 500_000_000L;
    private static final long PATIENCE_NANOS = 600_000_000_000L;

    private final Database database;
    private final Claims claims;
    private final Stopping node;
    private final Semaphore share;

    RunDatabase(
            Database database,
            Claims claims,
            Stopping node,
            @ConfigProperty(name = "quarkus.datasource.jdbc.max-size") int connections) {
        this.database = database;
        this.claims = claims;
        this.node = node;
        this.share = new Semaphore(Math.max(2, connections * 5 / 8));
    }

    <T> T in(Claim claim, Database.Work<T> work) {
        share.acquireUninterruptibly();
        try {
            return database.inTenant(claim.tenant(), work);
        } finally {
            share.release();
        }
    }

    void doIn(Claim claim, Database.Task task) {
        in(claim, connection -> {
            task.on(connection);
            return Boolean.TRUE;
        });
    }

    /** Keeps the lease; throws when it is no longer ours. False when a person has told the run to stop. */
    boolean renew(Connection connection, Claim claim) throws SQLException {
        return claims.renew(connection, claim);
    }

    /**
     * Tries until it is done. A database that is away is waited for; what fails although it is there fails soon. For work
     * that may be done twice: whether a commit that broke off was made is not known.
     */
    <T> T insist(Claim claim, Supplier<T> work) {
        long began = System.nanoTime();
        int tries = 0;
        while (true) {
            try {
                return work.get();
            } catch (FenceLostException | RunStoppedException e) {
                throw e;
            } catch (RuntimeException e) {
                tries += isThere(claim) || node.isStopping() ? 1 : 0;
                if (tries >= (node.isStopping() ? TRIES_WHEN_STOPPING : TRIES)
                        || System.nanoTime() - began > PATIENCE_NANOS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private boolean isThere(Claim claim) {
        try {
            return in(claim, connection -> connection.isValid(1));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
