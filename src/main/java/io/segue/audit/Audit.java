package io.segue.audit;

import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import io.segue.web.Callers;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

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

    /** In the transaction of what it tells of: both happen or neither. */
    public void write(Connection connection, long tenant, String actor, String action, String subject, String detail) {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into audit_entry (tenant_id, actor, action, subject, detail, address)
                values (?, ?, ?, ?, ?, ?)""")) {
            insert.setLong(1, tenant);
            insert.setString(2, actor);
            insert.setString(3, action);
            insert.setString(4, subject);
            insert.setString(5, detail);
            insert.setString(6, callers.address().orElse(null));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
