package io.segue.inbox;

import io.segue.inbox.PageReader.Rest;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;

/**
 * The stored body of one delivery, in the transaction of the connection. Whoever writes several locks them first ({@link
 * #lock}): all bodies before any delivery, both in the order of their numbers, so that two never wait for each other.
 */
public record KeptBody(Connection connection, long tenant, long delivery, Instant receivedAt) {

    /** Until the transaction ends nobody else writes these; what is read of them from now on is the last word. */
    public static void lock(Connection connection, long tenant, Collection<Long> deliveries) throws SQLException {
        new Select(
                        "select id from delivery_body where tenant_id = ? and id = any (?) order by id for no key update",
                        tenant,
                        connection.createArrayOf("bigint", deliveries.toArray()))
                .list(connection, row -> row.getLong(1));
    }

    /** Keeps less than came. The digest stays that of what came, so the same page is still known when it comes again. */
    public void replace(Rest rest) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                with kept as (
                    update delivery_body set body = ? where tenant_id = ? and id = ? and received_at = ?)
                update delivery set body_size = ?, erased = erased + ?
                 where tenant_id = ? and id = ? and received_at = ?""")) {
            update.setBytes(1, Deflated.deflate(rest.body()));
            update.setLong(2, tenant);
            update.setLong(3, delivery);
            update.setTimestamp(4, Timestamp.from(receivedAt));
            update.setInt(5, rest.body().length);
            update.setInt(6, rest.leftOut());
            update.setLong(7, tenant);
            update.setLong(8, delivery);
            update.setTimestamp(9, Timestamp.from(receivedAt));
            update.executeUpdate();
        }
    }

    /** Keeps nothing of it. */
    public void delete() throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from delivery_body where tenant_id = ? and id = ? and received_at = ?")) {
            delete.setLong(1, tenant);
            delete.setLong(2, delivery);
            delete.setTimestamp(3, Timestamp.from(receivedAt));
            delete.executeUpdate();
        }
    }
}
