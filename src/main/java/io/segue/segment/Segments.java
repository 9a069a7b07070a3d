package io.segue.segment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.segue.platform.Database;
import io.segue.platform.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Heap segments of a tenant: listed as soon as one page of them reached us. */
@ApplicationScoped
public class Segments {

    private static final String COLUMNS =
            "id, heap_id, name, key_field, member_count, change_seq, changed_at, heard_at";

    private static final int MOST_REMEMBERED = 100_000;

    private final Database database;
    /** Ids never change, so remembering them is safe on every node. */
    private final Cache<String, Long> knownIds =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Segments(Database database) {
        this.database = database;
    }

    /** The number of Heap's segment; made when it is new. */
    public long idOf(long tenant, String heapId, String name) {
        String place = tenant + "/" + heapId;
        Long known = knownIds.getIfPresent(place);
        if (known != null) {
            return known;
        }
        // Outside the cache's locks: one slow look-up must not hold up other tenants.
        long found = database.inTenant(tenant, connection -> idOf(connection, tenant, heapId, name));
        knownIds.put(place, found);
        return found;
    }

    public Optional<SegmentSummary> find(long tenant, long segment) {
        return database.inTenant(tenant, connection -> find(connection, tenant, segment));
    }

    public Optional<SegmentSummary> find(Connection connection, long tenant, long segment) {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from segment where tenant_id = ? and id = ?")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            return read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** By name, after the given segment: a page of at most the given number whose name contains the text. */
    public List<SegmentSummary> list(long tenant, String nameContains, int skip, int most) {
        return database.inTenant(tenant, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " " + """
                     from segment where tenant_id = ? and position(lower(?) in lower(name)) > 0
                     order by lower(name), id offset ? limit ?""")) {
                select.setLong(1, tenant);
                select.setString(2, nameContains);
                select.setInt(3, skip);
                select.setInt(4, most);
                return read(select);
            }
        });
    }

    /** A rename in Heap, told by a delivery. */
    public void rename(Connection connection, long tenant, long segment, String name) {
        try (PreparedStatement update = connection.prepareStatement(
                "update segment set name = ? where tenant_id = ? and id = ? and name <> ?")) {
            update.setString(1, name);
            update.setLong(2, tenant);
            update.setLong(3, segment);
            update.setString(4, name);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Sets the field that holds the key, and every member's key with it. True when that changed anything: then every
     * sync of the segment has to look at all keys again.
     */
    public boolean chooseKeyField(Connection connection, long tenant, long segment, String field) {
        try {
            String before = lockKeyField(connection, tenant, segment);
            try (PreparedStatement update =
                    connection.prepareStatement("update segment set key_field = ? where tenant_id = ? and id = ?")) {
                update.setString(1, field);
                update.setLong(2, tenant);
                update.setLong(3, segment);
                update.executeUpdate();
            }
            if (before.equals(field)) {
                return false;
            }
            if (field.equals(SegmentChange.ID_FIELD)) {
                forgetKeys(connection, tenant, segment);
            } else {
                writeKeys(connection, tenant, segment, field);
            }
            return true;
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /**
     * Not "for update": a run that writes its sync twice in a transaction makes PostgreSQL look whether the segment is
     * still there, and would wait here for whoever waits for its sync.
     */
    private static String lockKeyField(Connection connection, long tenant, long segment) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select coalesce(key_field, 'id') from segment where tenant_id = ? and id = ? for no key update")) {
            select.setLong(1, tenant);
            select.setLong(2, segment);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? rows.getString(1) : SegmentChange.ID_FIELD;
            }
        }
    }

    private static void writeKeys(Connection connection, long tenant, long segment, String field) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update segment_member
                   set key = %s
                 where tenant_id = ? and segment_id = ? and (fields is not null or key is not null)""".formatted(KeyRule.keyIn("fields ->> ?")))) {
            update.setString(1, field);
            update.setString(2, field);
            update.setString(3, field);
            update.setLong(4, tenant);
            update.setLong(5, segment);
            update.executeUpdate();
        }
    }

    /** Whoever asks for a key would find its members of before. */
    private static void forgetKeys(Connection connection, long tenant, long segment) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update segment_member set key = null where tenant_id = ? and segment_id = ? and key is not null")) {
            update.setLong(1, tenant);
            update.setLong(2, segment);
            update.executeUpdate();
        }
    }

    /** The same within a transaction, which may yet be undone: nothing is remembered of it. */
    public static long idOf(Connection connection, long tenant, String heapId, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into segment (tenant_id, heap_id, name) values (?, ?, ?)
                on conflict (tenant_id, heap_id) do nothing""")) {
            insert.setLong(1, tenant);
            insert.setString(2, heapId);
            insert.setString(3, name);
            insert.executeUpdate();
        }
        try (PreparedStatement select =
                connection.prepareStatement("select id from segment where tenant_id = ? and heap_id = ?")) {
            select.setLong(1, tenant);
            select.setString(2, heapId);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<SegmentSummary> read(PreparedStatement select) throws SQLException {
        List<SegmentSummary> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new SegmentSummary(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        Optional.ofNullable(rows.getString(4)),
                        rows.getLong(5),
                        rows.getLong(6),
                        Optional.ofNullable(rows.getTimestamp(7)).map(Timestamp::toInstant),
                        rows.getTimestamp(8).toInstant()));
            }
        }
        return found;
    }
}
