package io.segue.sync.difference;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All keys that should be held against all that are, in key order: for a first run, another key field, a rebuild. */
public class WholeDifference implements Difference {

    private static final int PIECE = 10_000;

    private final KeySql keys;
    private String after = "";
    private boolean isRead;

    public WholeDifference(KeySql keys) {
        this.keys = keys;
    }

    @Override
    public boolean isRead() {
        return isRead;
    }

    @Override
    public List<Operation> next(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Only the index gives a piece for the price of a piece, whatever the statistics say of a fresh table.
            statement.execute("select set_config('enable_seqscan', 'off', true),"
                    + " set_config('enable_bitmapscan', 'off', true), set_config('enable_hashagg', 'off', true)");
        }
        List<String> wanted = wanted(connection);
        Map<String, Long> held = held(connection);
        String until = until(wanted, held);
        isRead = wanted.size() < PIECE && held.size() < PIECE;
        after = until;
        return operations(wanted, held, until);
    }

    /** How far both sides are known: to the end of the shorter full piece. */
    private String until(List<String> wanted, Map<String, Long> held) {
        String until = null;
        if (wanted.size() == PIECE) {
            until = wanted.get(PIECE - 1);
        }
        if (held.size() == PIECE) {
            String last = held.keySet().stream().max(WholeDifference::compare).orElseThrow();
            until = until == null || compare(last, until) < 0 ? last : until;
        }
        return until == null ? "" : until;
    }

    private List<Operation> operations(List<String> wanted, Map<String, Long> held, String until) {
        boolean isOpenEnded = until.isEmpty();
        List<Operation> operations = new ArrayList<>();
        Set<String> wantedSet = new HashSet<>(wanted.size() * 2);
        for (String key : wanted) {
            if (isOpenEnded || compare(key, until) <= 0) {
                wantedSet.add(key);
                if (!held.containsKey(key)) {
                    operations.add(new Operation(key, true, false));
                }
            }
        }
        held.forEach((key, batch) -> {
            boolean isKnown = isOpenEnded || compare(key, until) <= 0;
            if (isKnown && !wantedSet.contains(key) && batch < keys.claim().firstBatch()) {
                operations.add(new Operation(key, false, true));
            }
        });
        return operations;
    }

    private List<String> wanted(Connection connection) throws SQLException {
        String sql = """
                select DISTINCT COLUMN from segment_member
                 where tenant_id = ? and segment_id = ? and present and COLUMN is not null and COLUMN > ?
                 order by COLUMN limit ?""".replace("COLUMN", keys.column()).replace("DISTINCT", keys.isById() ? "" : "distinct");
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().segment());
            select.setString(3, after);
            select.setInt(4, PIECE);
            List<String> found = new ArrayList<>(PIECE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private Map<String, Long> held(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select key, batch from delivered_key where tenant_id = ? and sync_id = ? and key > ?
                 order by key limit ?""")) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().sync());
            select.setString(3, after);
            select.setInt(4, PIECE);
            Map<String, Long> found = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1), rows.getLong(2));
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
