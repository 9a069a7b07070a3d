package io.segue.platform;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.narayana.jta.TransactionRunnerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Runs work for one tenant in a transaction of its own. */
    public <T> T inTenant(long tenant, Work<T> work) {
        return inTransaction("select set_config('app.tenant', ?, true)", Long.toString(tenant), work);
    }

    public void doInTenant(long tenant, Task task) {
        inTenant(tenant, connection -> {
            task.on(connection);
            return Boolean.TRUE;
        });
    }

    /** Runs work across tenants in a transaction of its own, in a narrow role. */
    public <T> T as(Role role, Work<T> work) {
        return inTransaction("select set_config('role', ?, true)", role.name, work);
    }

    private <T> T inTransaction(String prepare, String value, Work<T> work) {
        TransactionRunnerOptions transaction = QuarkusTransaction.requiringNew();
        return transaction.call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                try (PreparedStatement statement = connection.prepareStatement(prepare)) {
                    statement.setString(1, value);
                    statement.execute();
                }
                return work.on(connection);
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
        });
    }
}
