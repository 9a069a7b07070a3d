package io.segue.inbox.intake;

import io.segue.inbox.PageHead;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** What is written when a delivery comes. */
class DeliverySql {

    private final Connection connection;
    private final NewDelivery delivery;
    private long id;

    DeliverySql(Connection connection, NewDelivery delivery) throws SQLException {
        this.connection = connection;
        this.delivery = delivery;
        this.id = nextId(connection);
    }

    /** The delivery that came first with this key: its number, day and content. */
    record Original(long id, Instant receivedAt, byte[] digest) {}

    /** False when a delivery with this key came before. */
    boolean claimKey() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into delivery_key
                       (tenant_id, heap_segment_id, task_id, page_number, digest, delivery_id, received_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setLong(1, delivery.tenant());
            insert.setString(2, delivery.heapSegmentId());
            insert.setString(3, delivery.taskId());
            insert.setLong(4, delivery.page());
            insert.setBytes(5, delivery.digest());
            insert.setLong(6, id);
            insert.setTimestamp(7, Timestamp.from(delivery.receivedAt()));
            return insert.executeUpdate() == 1;
        }
    }

    Optional<Original> original() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select delivery_id, received_at, digest from delivery_key
                 where tenant_id = ? and heap_segment_id = ? and task_id = ? and page_number = ?""")) {
            select.setLong(1, delivery.tenant());
            select.setString(2, delivery.heapSegmentId());
            select.setString(3, delivery.taskId());
            select.setLong(4, delivery.page());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Original(
                                rows.getLong(1), rows.getTimestamp(2).toInstant(), rows.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    boolean isSameContent(Original original) {
        return Arrays.equals(original.digest(), delivery.digest());
    }

    /** Names the row itself: joined with its key instead, this crashed a backend of PostgreSQL 18.0 once. */
    void countDuplicate(Original original) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set duplicates = duplicates + 1, last_duplicate_at = ?
                 where tenant_id = ? and id = ? and received_at = ?""")) {
            update.setTimestamp(1, Timestamp.from(delivery.receivedAt()));
            update.setLong(2, delivery.tenant());
            update.setLong(3, original.id());
            update.setTimestamp(4, Timestamp.from(original.receivedAt()));
            update.executeUpdate();
        }
    }

    /** True when the same stale page came before: a sender that tries again does not fill the inbox. */
    boolean countStaleAgain() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set duplicates = duplicates + 1, last_duplicate_at = ?
                 where tenant_id = ? and digest = ? and verdict = 'stale' and signed_at = ?""")) {
            update.setTimestamp(1, Timestamp.from(delivery.receivedAt()));
            update.setLong(2, delivery.tenant());
            update.setBytes(3, delivery.digest());
            update.setTimestamp(4, Timestamp.from(delivery.signedAt()));
            return update.executeUpdate() > 0;
        }
    }

    /**
     * Whoever accepts the account holds this row alone: a page that is set aside is either there by then, or applied. Pages
     * hold it together, and note the account for an owner now and then only, before they do: nobody asks for more behind it.
     */
    boolean isAcceptedNow(OtherAccount other) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update hook set other_id_token = ?, other_id_token_at = ?
                 where tenant_id = ? and id_token is distinct from ?
                   and (other_id_token is distinct from ? or other_id_token_at < ?::timestamptz - interval '2 seconds')""")) {
            update.setString(1, other.idToken());
            update.setTimestamp(2, Timestamp.from(delivery.receivedAt()));
            update.setLong(3, delivery.tenant());
            update.setString(4, other.idToken());
            update.setString(5, other.idToken());
            update.setTimestamp(6, Timestamp.from(delivery.receivedAt()));
            update.executeUpdate();
        }
        return new Select("select id_token from hook where tenant_id = ? for share", delivery.tenant())
                .first(connection, row -> Select.text(row, "id_token"))
                .flatMap(accepted -> accepted)
                .filter(other.idToken()::equals)
                .isPresent();
    }

    /** True when the same page of another account came before. */
    boolean countForeignAgain() throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivery set duplicates = duplicates + 1, last_duplicate_at = ?
                 where tenant_id = ? and other_id_token = ? and digest = ? and verdict = 'foreign'""")) {
            update.setTimestamp(1, Timestamp.from(delivery.receivedAt()));
            update.setLong(2, delivery.tenant());
            update.setString(3, delivery.other().map(OtherAccount::idToken).orElse(null));
            update.setBytes(4, delivery.digest());
            return update.executeUpdate() > 0;
        }
    }

    /** The body that is kept may be less than what came. */
    void insert(byte[] body, String verdict, Optional<String> fault) throws SQLException {
        PageHead head = delivery.head();
        try (PreparedStatement insert = connection.prepareStatement("""
                with stored as (
                    insert into delivery (tenant_id, id, received_at, signed_at, verdict, fault, action, segment_id,
                           heap_segment_id, segment_name, task_id, page_number, total_pages, digest, body_size,
                           adds, removes, blanks, trace_parent, other_id_token)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
                insert into delivery_body (tenant_id, id, received_at, body) values (?, ?, ?, ?)""")) {
            Timestamp receivedAt = Timestamp.from(delivery.receivedAt());
            insert.setLong(1, delivery.tenant());
            insert.setLong(2, id);
            insert.setTimestamp(3, receivedAt);
            insert.setTimestamp(4, Timestamp.from(delivery.signedAt()));
            insert.setString(5, verdict);
            insert.setString(6, fault.orElse(null));
            insert.setString(7, head.action());
            insert.setObject(8, delivery.segment().orElse(null), Types.BIGINT);
            insert.setString(9, head.segmentId().orElse(null));
            insert.setString(10, head.segmentName().orElse(null));
            insert.setString(11, delivery.taskId());
            insert.setLong(12, delivery.page());
            insert.setLong(13, head.totalPages());
            insert.setBytes(14, delivery.digest());
            insert.setInt(15, body.length);
            insert.setInt(16, head.adds());
            insert.setInt(17, head.removes());
            insert.setInt(18, head.blanks());
            insert.setString(19, delivery.traceParent().orElse(null));
            insert.setString(20, delivery.other().map(OtherAccount::idToken).orElse(null));
            insert.setLong(21, delivery.tenant());
            insert.setLong(22, id);
            insert.setTimestamp(23, receivedAt);
            insert.setBytes(24, Deflated.deflate(body));
            insert.executeUpdate();
        }
    }

    private static long nextId(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select nextval('delivery_seq')");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
