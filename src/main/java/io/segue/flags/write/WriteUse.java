package io.segue.flags.write;

import io.segue.connection.use.ConnectionUse;
import io.segue.platform.Select;
import io.segue.web.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A connection whose flag values are written to Heap stays; the SDK key of one that goes, goes with it. */
@ApplicationScoped
class WriteUse implements ConnectionUse {

    @Override
    public void end(Connection transaction, long tenant, long connection, String name) throws SQLException {
        boolean isOn = new Select("""
                        select mode <> 'off' from flag_write where tenant_id = ? and connection_id = ? for no key update""", tenant, connection)
                .first(transaction, row -> row.getBoolean(1))
                .orElse(false);
        if (isOn) {
            throw ProblemException.conflict(
                    "Removing the connection " + name + ": expected no flags of it to be written to"
                            + " Heap, but they are. An editor turns that off first, under Flags to Heap, from the server.");
        }
        try (PreparedStatement update = transaction.prepareStatement("""
                update flag_write set sealed_sdk_key = null, sdk_key_last_four = '',
                       sdk_key_version = sdk_key_version + 1, checked_at = null, check_steps = null
                 where tenant_id = ? and connection_id = ?""")) {
            update.setLong(1, tenant);
            update.setLong(2, connection);
            update.executeUpdate();
        }
    }
}
