package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All keys that should be held against all that are, in key order: for a first run, another key field, a rebuild. */
public class WholeDifference implements Difference {

    private static final int PIECE = 10_000;

    private final KeySql keys;
    private final Doubt doubt;
    private final boolean isPreview;

    /** A key that we hold LaunchDarkly to have, and the batch that brought it. */
    private record Held(String key, long batch) {}

    private String after = "";
    private boolean isRead;

    /** What is in doubt was asserted just before this, and is part of it only where that has changed since. */
    public WholeDifference(KeySql keys, Doubt doubt) {
        this(keys, doubt, false);
    }

    /** For who only looks: then what is in doubt still stands where it did, and is no part of this. */
    public static WholeDifference ofPreview(KeySql keys, Doubt doubt) {
        return new WholeDifference(keys, doubt, true);
    }

    private WholeDifference(KeySql keys, Doubt doubt, boolean isPreview) {
        this.keys = keys;
        this.doubt = doubt;
        this.isPreview = isPreview;
    }

    @Override
    public boolean isRead() {
        return isRead;
    }

    @Override
    public boolean readsEachKeyOnce() {
        return true;
    }

    @Override
    public List<Operation> next(Connection connection) throws SQLException {
        IndexOrder.prefer(connection);
        List<Held> held = held(connection);
        // No further than both sides are known: absent members behind that would be passed over with every piece.
        List<String> wanted =
                wanted(connection, held.size() == PIECE ? held.get(PIECE - 1).key() : "");
        String until = until(wanted, held);
        isRead = wanted.size() < PIECE && held.size() < PIECE;
        after = until;
        return operations(wanted, held, until);
    }

    /** How far both sides are known: to the end of the shorter full piece; empty when to the end of both. */
    private static String until(List<String> wanted, List<Held> held) {
        String ofWanted = wanted.size() == PIECE ? wanted.get(PIECE - 1) : "";
        String ofHeld = held.size() == PIECE ? held.get(PIECE - 1).key() : "";
        if (ofWanted.isEmpty() || ofHeld.isEmpty()) {
            return ofWanted + ofHeld;
        }
        return compare(ofWanted, ofHeld) < 0 ? ofWanted : ofHeld;
    }

    /** Both sides come in key order: one walk along them tells who is missing on which. */
    private List<Operation> operations(List<String> wanted, List<Held> held, String until) {
        List<Operation> operations = new ArrayList<>(wanted.size());
        int nextHeld = 0;
        for (String key : wanted) {
            if (!isUpTo(key, until)) {
                break;
            }
            while (nextHeld < held.size() && compare(held.get(nextHeld).key(), key) < 0) {
                remove(held.get(nextHeld++), operations);
            }
            if (nextHeld < held.size() && held.get(nextHeld).key().equals(key)) {
                addAgain(held.get(nextHeld++), operations);
            } else {
                operations.add(new Operation(key, true, false));
            }
        }
        while (nextHeld < held.size() && isUpTo(held.get(nextHeld).key(), until)) {
            remove(held.get(nextHeld++), operations);
        }
        return operations;
    }

    /** What this run has written itself is being dealt with already. */
    private void remove(Held held, List<Operation> operations) {
        if (held.batch() < keys.claim().firstBatch() && !doubt.removes(held.batch())) {
            operations.add(new Operation(held.key(), false, true));
        }
    }

    /**
     * What LaunchDarkly refused, although it may have had it from before; and whose member came back after what is in doubt
     * was asserted, without them.
     */
    private void addAgain(Held held, List<Operation> operations) {
        boolean isSureOfNothing = doubt.assertsWithAll(held.batch())
                ? !isPreview
                : keys.isRefused(held.key()) && !doubt.asserts(held.batch());
        if (isSureOfNothing && held.batch() < keys.claim().firstBatch()) {
            operations.add(new Operation(held.key(), true, true));
        }
    }

    private static boolean isUpTo(String key, String until) {
        return until.isEmpty() || compare(key, until) <= 0;
    }

    private List<String> wanted(Connection connection, String until) throws SQLException {
        if (keys.wantsNothing()) {
            return List.of();
        }
        String sql = """
                select DISTINCT COLUMN from segment_member
                 where tenant_id = ? and segment_id = ? and present and COLUMN is not null and COLUMN > ? BOUND
                 order by COLUMN limit ?""".replace("BOUND", until.isEmpty() ? "" : "and COLUMN <= ?")
                .replace("COLUMN", keys.column())
                .replace("DISTINCT", keys.isById() ? "" : "distinct");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().segment());
            select.setString(3, after);
            if (!until.isEmpty()) {
                select.setString(4, until);
            }
            select.setInt(until.isEmpty() ? 4 : 5, PIECE);
            List<String> found = new ArrayList<>(PIECE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private List<Held> held(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select key, batch from delivered_key where tenant_id = ? and sync_id = ? and key > ?
                 order by key limit ?""")) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().sync());
            select.setString(3, after);
            select.setInt(4, PIECE);
            List<Held> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Held(rows.getString(1), rows.getLong(2)));
                }
            }
            return found;
        }
    }

    /** PostgreSQL's "C" order, which is by code point; Java's own is by UTF-16 unit. */
    static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return Integer.compare(rank(x), rank(y));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /** Surrogates stand for code points above all others. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
