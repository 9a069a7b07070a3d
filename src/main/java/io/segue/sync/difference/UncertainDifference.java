package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys of calls whose end nobody saw (a crash, a broken connection, a node that woke up too late), or of a segment that
 * LaunchDarkly lost: what should hold is asserted again, whatever we believed. Whoever should not be held is removed: at
 * once where that was allowed before, else as any other removal.
 */
public class UncertainDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final Doubt doubt;
    private final Part part;
    private String after = "";
    private boolean isRead;

    private enum Part {
        UNASKED,
        PERMITTED,
        REST
    }

    /** What needs nobody's word: keys that should be held, and removals that were allowed. */
    public static UncertainDifference unasked(KeySql keys, Doubt doubt) {
        return new UncertainDifference(keys, doubt, Part.UNASKED);
    }

    /** Removals alone that an earlier run was allowed, and that it may not have made. */
    public static UncertainDifference permitted(KeySql keys, Doubt doubt) {
        return new UncertainDifference(keys, doubt, Part.PERMITTED);
    }

    /** What is left then: removals that may have to wait for a person, and whoever should be held again meanwhile. */
    public static UncertainDifference rest(KeySql keys, Doubt doubt) {
        return new UncertainDifference(keys, doubt, Part.REST);
    }

    private UncertainDifference(KeySql keys, Doubt doubt, Part part) {
        this.keys = keys;
        this.doubt = doubt;
        this.part = part;
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
        List<String> uncertain = new ArrayList<>();
        Set<String> removing = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select key, removing from delivered_key
                 where tenant_id = ? and sync_id = ? and (batch = any (?) or batch < ?) and key > ?
                 order by key limit ?""")) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().sync());
            select.setArray(
                    3, connection.createArrayOf("bigint", doubt.openBatches().toArray()));
            select.setLong(4, part == Part.UNASKED ? doubt.below() : 0);
            select.setString(5, after);
            select.setInt(6, PIECE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    uncertain.add(rows.getString(1));
                    if (rows.getBoolean(2)) {
                        removing.add(rows.getString(1));
                    }
                }
            }
        }
        isRead = uncertain.size() < PIECE;
        if (uncertain.isEmpty()) {
            return List.of();
        }
        after = uncertain.get(uncertain.size() - 1);
        List<Operation> operations = new ArrayList<>();
        for (KeySql.Judged judged : keys.judge(connection, uncertain)) {
            if (isOfPart(judged, removing.contains(judged.key()))) {
                operations.add(new Operation(judged.key(), judged.wanted(), true));
            }
        }
        return operations;
    }

    private boolean isOfPart(KeySql.Judged judged, boolean isMarked) {
        if (part == Part.PERMITTED) {
            return !judged.wanted() && isMarked && doubt.wasPermitted(judged.batch());
        }
        boolean isOfOthers = doubt.goesUnasked(judged.batch(), isMarked) != (part == Part.UNASKED);
        return judged.wanted() || (doubt.removes(judged.batch()) && !isOfOthers);
    }
}
