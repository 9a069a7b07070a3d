package io.segue.audit;

import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.web.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Writes what happened in a tenant and from where, in words a customer can read; entries are never changed. */
@ApplicationScoped
public class Audit {

    private final Database database;
    private final Callers callers;

    Audit(Database database, Callers callers) {
        this.database = database;
        this.callers = callers;
    }

    /** In a transaction of its own. */
    public void write(long tenant, String actor, String action, String subject, String detail) {
        database.doInTenant(tenant, connection -> write(connection, tenant, actor, action, subject, detail));
    }

    /** In a transaction of its own. */
    public void write(long tenant, String actor, String action, String subject, Change change) {
        database.doInTenant(tenant, connection -> write(connection, tenant, actor, action, subject, change));
    }

    /** In the transaction of what it tells of: both happen or neither. */
    public void write(Connection connection, long tenant, String actor, String action, String subject, String detail) {
        write(connection, tenant, actor, action, subject, new Change(Optional.empty(), Optional.empty(), detail));
    }

    /** In the transaction of what it tells of: both happen or neither. */
    public void write(Connection connection, long tenant, String actor, String action, String subject, Change change) {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into audit_entry (tenant_id, actor, action, subject, detail, address, before, after)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, tenant);
            insert.setString(2, actor);
            insert.setString(3, action);
            insert.setString(4, subject);
            insert.setString(5, change.because());
            insert.setString(6, callers.address().orElse(null));
            insert.setString(7, change.before().orElse(null));
            insert.setString(8, change.after().orElse(null));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
