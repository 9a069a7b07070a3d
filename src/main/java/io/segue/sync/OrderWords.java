package io.segue.sync;

import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** A standing order in words for the audit log, such as "recurring every 4 hours, following Heap, keyed by id". */
public final class OrderWords {

    private OrderWords() {}

    /** Empty when there is no such order yet. */
    static Optional<String> read(Connection connection, long tenant, long segment, long target) throws SQLException {
        return new Select("""
                select y.mode, y.interval_seconds, y.follow_heap, coalesce(g.key_field, 'id') as key_field
                  from sync y join segment g on g.tenant_id = y.tenant_id and g.id = y.segment_id
                 where y.tenant_id = ? and y.segment_id = ? and y.connection_id = ?""", tenant, segment, target).first(connection, OrderWords::of);
    }

    private static String of(ResultSet row) throws SQLException {
        return of(
                Mode.of(row.getString("mode")),
                Duration.ofSeconds(row.getLong("interval_seconds")),
                row.getBoolean("follow_heap"),
                row.getString("key_field"));
    }

    public static String of(Mode mode, Duration interval, boolean followHeap, String keyField) {
        String key = ", keyed by " + keyField;
        return switch (mode) {
            case OFF -> "off";
            case ONCE -> "once" + key;
            case RECURRING -> "recurring every " + words(interval) + (followHeap ? ", following Heap" : "") + key;
        };
    }

    /** Behind "every". */
    public static String words(Duration interval) {
        long minutes = interval.toMinutes();
        if (minutes % 60 != 0) {
            return minutes == 1 ? "minute" : minutes + " minutes";
        }
        long hours = minutes / 60;
        return hours == 1 ? "hour" : hours + " hours";
    }
}
