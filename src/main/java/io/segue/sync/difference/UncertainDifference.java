package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys of calls whose end nobody saw (a crash, a broken connection, a node that woke up too late): what should hold is
 * asserted again, whatever we believed.
 */
public class UncertainDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final List<Long> openBatches;
    private String after = "";
    private boolean isRead;

    public UncertainDifference(KeySql keys, List<Long> openBatches) {
        this.keys = keys;
        this.openBatches = List.copyOf(openBatches);
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
                 where tenant_id = ? and sync_id = ? and batch = any (?) and key > ? order by key limit ?""")) {
            select.setLong(1, keys.claim().tenant());
            select.setLong(2, keys.claim().sync());
            select.setArray(3, connection.createArrayOf("bigint", openBatches.toArray()));
            select.setString(4, after);
            select.setInt(5, PIECE);
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
            operations.add(new Operation(judged.key(), judged.wanted(), true));
        }
        return operations;
    }
}
