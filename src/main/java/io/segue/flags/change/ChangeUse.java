package io.segue.flags.change;

import io.segue.connection.use.ConnectionUse;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** A connection whose flag changes become events in Heap stays. */
@ApplicationScoped
class ChangeUse implements ConnectionUse {

    @Override
    public void end(Connection transaction, long tenant, long connection, String name) throws SQLException {
        boolean isOn = new Select(
                        "select is_on from flag_change_order where tenant_id = ? and connection_id = ? for no key update",
                        tenant,
                        connection)
                .first(transaction, row -> row.getBoolean(1))
                .orElse(false);
        if (isOn) {
            throw ProblemException.conflict(
                    "Removing the connection " + name + ": expected no changes of its flags to become"
                            + " events in Heap, but they do. An editor turns that off first, under Flags to Heap, changes.");
        }
    }
}
