package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import io.segue.sync.claim.Claim;
import io.segue.sync.quarantine.RefusedKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys of one segment and one sync, as the statements of the differences see them. */
public class KeySql {

    private final Claim claim;
    private final boolean isById;
    private final RefusedKeys refused;
    private final boolean wantsNothing;

    private KeySql(Claim claim, String keyField, RefusedKeys refused, boolean wantsNothing) {
        this.claim = claim;
        this.isById = keyField.equals("id");
        this.refused = refused;
        this.wantsNothing = wantsNothing;
    }

    public static KeySql of(Claim claim, String keyField, RefusedKeys refused) {
        return new KeySql(claim, keyField, refused, false);
    }

    /** Whatever the members are: no key should be held. */
    public static KeySql ofNothing(Claim claim, String keyField) {
        return new KeySql(claim, keyField, RefusedKeys.NONE, true);
    }

    boolean wantsNothing() {
        return wantsNothing;
    }

    Claim claim() {
        return claim;
    }

    /** The column that holds the key. */
    String column() {
        return isById ? "member_id" : "key";
    }

    boolean isById() {
        return isById;
    }

    /** Whether it stands in delivered_key and may yet be missing in LaunchDarkly. */
    boolean isRefused(String key) {
        return refused.has(key);
    }

    RefusedKeys refused() {
        return refused;
    }

    /** Whether a key should be held, and whether it is, and in which batch: of this run (then nothing is to be done), or before. */
    record Judged(String key, boolean wanted, boolean held, long batch, boolean inThisRun) {}

    /**
     * Asks by index, a few thousand keys at a time: a join would read all of delivered_key. The members' index is made
     * sure of by the order ({@link IndexOrder}): for a plain equality PostgreSQL may take another one.
     */
    List<Judged> judge(Connection connection, Collection<String> keys) throws SQLException {
        String sql = """
                select k.key, coalesce(w.wanted, false), d.batch
                  from unnest(?::text[]) as k(key)
                  left join lateral (select true as wanted from segment_member m
                         where m.tenant_id = ? and m.segment_id = ? and m.present
                           and m.COLUMN >= k.key and m.COLUMN <= k.key order by m.COLUMN limit 1) w on true
                  left join lateral (select batch from delivered_key
                         where tenant_id = ? and sync_id = ? and key = k.key limit 1) d on true""".replace("COLUMN", column());
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, connection.createArrayOf("text", keys.toArray()));
            select.setLong(2, claim.tenant());
            select.setLong(3, claim.segment());
            select.setLong(4, claim.tenant());
            select.setLong(5, claim.sync());
            List<Judged> judged = new ArrayList<>(keys.size());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    long batch = rows.getLong(3);
                    boolean held = !rows.wasNull();
                    judged.add(new Judged(
                            rows.getString(1),
                            !wantsNothing && rows.getBoolean(2),
                            held,
                            batch,
                            held && batch >= claim.firstBatch()));
                }
            }
            return judged;
        }
    }
}
