package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of calls whose end nobody saw (a crash, a broken connection, a node that woke up too late), or of a segment that
 * LaunchDarkly lost: what should hold is asserted again, whatever we believed.
 */
public class UncertainDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final Doubt doubt;
    private String after = "";
    private boolean isRead;

    public UncertainDifference(KeySql keys, Doubt doubt) {
        this.keys = keys;
        this.doubt = doubt;
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
        try (PreparedStatement select = connection.prepareStatement("""
                select key from delivered_key
                 where tenant_id = ? and sync_id = ? and (batch = any (?) or batch < ?) and key > ?
                 order by key limit ?""")) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().sync());
            select.setArray(
                    3, connection.createArrayOf("bigint", doubt.openBatches().toArray()));
            select.setLong(4, doubt.below());
            select.setString(5, after);
            select.setInt(6, PIECE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    uncertain.add(rows.getString(1));
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
            // Other removals may have to wait for a person: they are left to the difference that follows.
            if (judged.wanted() || doubt.removes(judged.batch())) {
                operations.add(new Operation(judged.key(), judged.wanted(), true));
            }
        }
        return operations;
    }
}
