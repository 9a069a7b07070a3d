package io.segue.platform;

import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.TransactionRunnerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The only way to the database: every piece of work is one transaction, for one tenant or in one narrow role.
 * Hibernate and plain JDBC inside it share the transaction's connection.
 */
@ApplicationScoped
public class Database {

    /** The roles for work across tenants; each sees only what its policies and grants name (see docs/roles.sql). */
    public enum Role {
        /** Who is asking: tokens, hooks, people, which it only reads; and sessions, which it alone keeps. */
        GATE("segue_gate"),
        /** What is due in any tenant. */
        WORKER("segue_worker"),
        /** Support's view of tenants. */
        SUPPORT("segue_support");

        private final String name;

        Role(String name) {
            this.name = name;
        }
    }

    /** Work on a connection; a checked exception of JDBC becomes {@link DatabaseException}. */
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Work without a result. */
    public interface Task {
        void on(Connection connection) throws SQLException;
    }

    /** Work that asks no database. */
    public interface OwnWork<T, E extends Exception> {
        T get() throws E;
    }

    private static final String PREPARE = "select set_config('role', ?, true), set_config('app.tenant', ?, true)";
    private static final int MOST_ALONE = 8;
    private static final Duration LONGEST_ALONE = Duration.ofMinutes(30);
    /** As socketTimeout is configured for all. */
    private static final int PATIENCE_MILLIS = 300_000;

    private final DataSource dataSource;
    private final EntityManager entities;

    /** Set while several pieces of work on this thread are one transaction: what is to be done behind it. */
    private final ThreadLocal<List<Runnable>> afterwards = new ThreadLocal<>();

    /** When somebody on this thread waits no longer, by {@link System#nanoTime()}. */
    private final ThreadLocal<Long> deadline = new ThreadLocal<>();

    /** Each holds a connection beside those of its work, and has to leave enough to the others. */
    private final Semaphore alone = new Semaphore(MOST_ALONE);

    Database(DataSource dataSource, EntityManager entities) {
        this.dataSource = dataSource;
        this.entities = entities;
    }

    /** Runs work for one tenant in a transaction of its own, unless it is a piece of several. */
    public <T> T inTenant(long tenant, Work<T> work) {
        return inTransaction("none", Long.toString(tenant), work);
    }

    public void doInTenant(long tenant, Task task) {
        inTenant(tenant, connection -> {
            task.on(connection);
            return Boolean.TRUE;
        });
    }

    /** The same across tenants, in a narrow role. */
    public <T> T as(Role role, Work<T> work) {
        return inTransaction(role.name, "", work);
    }

    /**
     * Runs work of several pieces, for tenants or in roles, of which each joins one transaction: all of it happens or
     * nothing, and what one piece locked stays locked. Only what runs on this thread joins.
     */
    public <T> T together(Callable<T> work) {
        if (afterwards.get() != null) {
            return QuarkusTransaction.joiningExisting().call(work);
        }
        List<Runnable> deeds = new ArrayList<>();
        T result;
        afterwards.set(deeds);
        try {
            result = QuarkusTransaction.requiringNew().call(work);
        } finally {
            afterwards.remove();
        }
        deeds.forEach(Runnable::run);
        return result;
    }

    /**
     * Runs work whose statements on this thread give up once so much time has passed in all: for those who wait for an
     * answer, although PostgreSQL may hang. A commit is waited for.
     */
    public <T> T within(Duration most, Supplier<T> work) {
        deadline.set(System.nanoTime() + most.toNanos());
        try {
            return work.get();
        } finally {
            deadline.remove();
        }
    }

    /**
     * Work of our own that asks no database: the deadline of this thread, if it has one, moves by as much time. Reading ten
     * megabytes can take longer than a database may.
     */
    public <T, E extends Exception> T uncounted(OwnWork<T, E> work) throws E {
        long begun = System.nanoTime();
        try {
            return work.get();
        } finally {
            Long until = deadline.get();
            if (until != null) {
                deadline.set(until + (System.nanoTime() - begun));
            }
        }
    }

    /** Each answer of the connection is awaited no longer than the deadline of this thread allows, if it has one. */
    private void hurry(Connection connection) throws SQLException {
        Long until = deadline.get();
        if (until != null) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, left));
        }
    }

    /** Others that get the connection from the pool, such as Quartz, are in no hurry. */
    private void calm(Connection connection) {
        if (deadline.get() != null) {
            try {
                connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
            } catch (SQLException e) {
                Log.debug("A connection that broke off is not given back");
            }
        }
    }

    /** Does what must not come before the commit: at once, or once the work of several pieces is committed. */
    public void afterwards(Runnable deed) {
        List<Runnable> deeds = afterwards.get();
        if (deeds == null) {
            deed.run();
        } else {
            deeds.add(deed);
        }
    }

    /**
     * Runs work of many transactions which only one may do at a time, on whatever node; empty when one does just now. The
     * lock lives as long as a connection of its own, so it is gone with its node.
     */
    public <T> Optional<T> alone(String what, Callable<T> work) {
        alone.acquireUninterruptibly();
        try {
            return QuarkusTransaction.requiringNew()
                    .timeout((int) LONGEST_ALONE.toSeconds())
                    .call(() -> {
                        try (Connection connection = dataSource.getConnection()) {
                            return isLocked(connection, what) ? Optional.of(work.call()) : Optional.empty();
                        }
                    });
        } finally {
            alone.release();
        }
    }

    private static boolean isLocked(Connection connection, String what) throws SQLException {
        return new Select("""
                select set_config('idle_in_transaction_session_timeout', ?, true),
                       pg_try_advisory_xact_lock(hashtextextended(?, 0))""", LONGEST_ALONE.toSeconds() + "s", what)
                .first(connection, row -> row.getBoolean(2))
                .orElse(false);
    }

    private <T> T inTransaction(String role, String tenant, Work<T> work) {
        // What observes the commit runs on this thread, too, and has nothing to join any more.
        boolean joins = afterwards.get() != null && QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION;
        TransactionRunnerOptions transaction =
                joins ? QuarkusTransaction.joiningExisting() : QuarkusTransaction.requiringNew();
        return transaction.call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                hurry(connection);
                try {
                    return on(connection, role, tenant, work, joins);
                } finally {
                    calm(connection);
                }
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }

    private <T> T on(Connection connection, String role, String tenant, Work<T> work, boolean joins)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PREPARE)) {
            statement.setString(1, role);
            statement.setString(2, tenant);
            statement.execute();
        }
        T result = work.on(connection);
        if (joins) {
            // The next piece has another role, or reads without Hibernate.
            entities.flush();
        }
        return result;
    }
}
