package io.segue.platform.retention;

import io.quarkus.logging.Log;
import io.segue.platform.Database;
import java.sql.PreparedStatement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/**
 * Deletes a tenant's old rows a few at a time, each time in a transaction of its own: nobody waits long for a lock.
 *
 * @param sql with three parameters: the tenant, the time before which a row is old, and how many rows to delete at most
 */
public record Purge(String sql) {

    static final int BATCH = 2_000;

    /** Returns how many rows went; a tenant that cannot be purged holds up no other. */
    public long before(Instant time, List<Long> tenants, Database database) {
        long gone = 0;
        for (long tenant : tenants) {
            try {
                gone += before(time, tenant, database);
            } catch (RuntimeException e) {
                Log.warnf(e, "Deleting old rows of tenant %d failed. The next round tries again.", tenant);
            }
        }
        return gone;
    }

    private long before(Instant time, long tenant, Database database) {
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
