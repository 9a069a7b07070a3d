package io.segue.platform;

import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;

/**
 * Deletes a tenant's old rows a few at a time, each time in a transaction of its own: nobody waits long for a lock.
 *
 * @param sql with three parameters: the tenant, the time before which a row is old, and how many rows to delete at most
 */
public record Purge(String sql) {

    static final int BATCH = 2_000;

    /** Returns how many rows went. */
    public long before(Instant time, long tenant, Database database) {
        long gone = 0;
        int last;
        do {
            last = database.inTenant(tenant, connection -> {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setLong(1, tenant);
                    delete.setTimestamp(2, Timestamp.from(time));
                    delete.setInt(3, BATCH);
                    return delete.executeUpdate();
                }
            });
            gone += last;
        } while (last == BATCH);
        return gone;
    }
}
