package io.segue.segment.erase;

import io.segue.platform.Database;
import io.segue.platform.IndexOrder;
import io.segue.platform.Select;
import io.segue.segment.SegmentChange;
import io.segue.segment.block.Blocks;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds and deletes the members that bear one of some values, as Heap's id or as their key. */
@ApplicationScoped
public class ErasedMembers {

    /** More members of one segment with one key are no person. */
    public static final int MOST_OF_A_KEY = 200;

    private static final String FOUND = """
            (select ctid, member_id, key, present from segment_member m where m.tenant_id = SEGMENT and m.member_id >= v.value
                and m.member_id <= v.value order by m.member_id limit 1)
            union
            (select ctid, member_id, key, present from segment_member m where m.tenant_id = SEGMENT and m.key is not null
                and m.key >= v.value and m.key <= v.value order by m.key limit""" + " " + MOST_OF_A_KEY + ")";

    private final Database database;
    private final Blocks blocks;

    ErasedMembers(Database database, Blocks blocks) {
        this.database = database;
        this.blocks = blocks;
    }

    /** What is done in the transaction of the deletion and under the segment's lock. */
    public interface Along {

        /**
         * So many members go.
         *
         * @param keys those that they had, and nobody else who is present has
         */
        void on(Connection connection, int members, Set<String> keys) throws SQLException;
    }

    /** The segments that know such a member, present or not. */
    public List<Long> segmentsOf(long tenant, Collection<String> values) {
        return database.inTenant(tenant, connection -> {
            IndexOrder.preferForLookUps(connection);
            return new Select(
                            "select distinct s.id from unnest(?::text[]) as v(value) cross join segment s cross join lateral ("
                                    + FOUND.replace("SEGMENT", "s.tenant_id and m.segment_id = s.id")
                                    + ") m where s.tenant_id = ? order by s.id",
                            texts(connection, values),
                            tenant)
                    .list(connection, row -> row.getLong(1));
        });
    }

    /** Deletes them in one segment. */
    public void delete(long tenant, long segment, Collection<String> values, Along along) {
        database.doInTenant(tenant, connection -> {
            try (SegmentChange change = SegmentChange.begin(connection, tenant, segment, blocks)) {
                IndexOrder.preferForLookUps(connection);
                List<Gone> gone = new Select(
                                "delete from segment_member where tenant_id = ? and ctid = any (array(select m.ctid"
                                        + " from unnest(?::text[]) as v(value) cross join lateral ("
                                        + FOUND.replace("SEGMENT", "? and m.segment_id = ?")
                                        + ") m)) returning member_id, key, present",
                                tenant,
                                texts(connection, values),
                                tenant,
                                segment,
                                tenant,
                                segment)
                        .list(connection, row -> new Gone(row.getString(1), row.getString(2), row.getBoolean(3)));
                Set<String> keys = new TreeSet<>();
                for (Gone one : gone) {
                    String key = one.keyOf(change.keyField());
                    if (key != null && !isBorne(connection, tenant, segment, key)) {
                        keys.add(key);
                    }
                }
                writeDown(connection, tenant, segment, gone);
                forgetReleased(connection, tenant, segment, keys);
                forgetReleased(connection, tenant, segment, values);
                along.on(connection, gone.size(), keys);
            }
        });
    }

    /** Those that nobody who is present has, as long as the transaction goes on. */
    public Set<String> borneByNobody(Connection connection, long tenant, long segment, Collection<String> keys)
            throws SQLException {
        new Select("select from segment where tenant_id = ? and id = ? for no key update", tenant, segment)
                .first(connection, row -> true);
        IndexOrder.preferForLookUps(connection);
        Set<String> free = new TreeSet<>();
        for (String key : keys) {
            if (!isBorne(connection, tenant, segment, key)) {
                free.add(key);
            }
        }
        return free;
    }

    private record Gone(String memberId, @Nullable String key, boolean wasPresent) {

        /** What LaunchDarkly may know this member by. */
        @Nullable
        String keyOf(String keyField) {
            return keyField.equals(SegmentChange.ID_FIELD) ? memberId : key;
        }
    }

    /** Another member who is present has the key too: it stays where it is. */
    private static boolean isBorne(Connection connection, long tenant, long segment, String key) throws SQLException {
        return new Select("""
                select true from segment_member m where m.tenant_id = ? and m.segment_id = ? and m.present
                   and m.key is not null and m.key >= ? and m.key <= ? order by m.key limit 1""", tenant, segment, key, key)
                .first(connection, row -> true)
                .orElse(false);
    }

    private static void writeDown(Connection connection, long tenant, long segment, List<Gone> gone)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update segment set member_count = member_count - ?, changed_at = now()
                 where tenant_id = ? and id = ?""")) {
            update.setLong(1, gone.stream().filter(Gone::wasPresent).count());
            update.setLong(2, tenant);
            update.setLong(3, segment);
            update.executeUpdate();
        }
    }

    /** Runs need these no more: they remove the keys on the erasure's word. */
    private static void forgetReleased(Connection connection, long tenant, long segment, Collection<String> keys)
            throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from released_key where tenant_id = ? and segment_id = ? and key = any (?)")) {
            delete.setLong(1, tenant);
            delete.setLong(2, segment);
            delete.setArray(3, texts(connection, keys));
            delete.executeUpdate();
        }
    }

    private static Array texts(Connection connection, Collection<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray(String[]::new));
    }
}
