package io.segue.sync.difference;

import io.segue.platform.IndexOrder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that LaunchDarkly refused, whatever else changed: added again as long as their members stay, and removed again where
 * it did not let them go, which was allowed once and waits for nobody any more.
 */
public class RefusedDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final Doubt doubt;
    private final boolean isOfRemovals;
    private final List<String> due;
    private int next;

    /** What is in doubt is asserted along with the doubt, and no part of this. */
    public static RefusedDifference of(KeySql keys, Doubt doubt) {
        return new RefusedDifference(keys, doubt, false);
    }

    /** Who compares all keys comes upon what is to be added. */
    public static RefusedDifference ofRemovals(KeySql keys, Doubt doubt) {
        return new RefusedDifference(keys, doubt, true);
    }

    private RefusedDifference(KeySql keys, Doubt doubt, boolean isOfRemovals) {
        this.keys = keys;
        this.doubt = doubt;
        this.isOfRemovals = isOfRemovals;
        this.due = keys.refused().due();
    }

    @Override
    public boolean isRead() {
        return next == due.size();
    }

    @Override
    public boolean readsEachKeyOnce() {
        return true;
    }

    @Override
    public List<Operation> next(Connection connection) throws SQLException {
        IndexOrder.prefer(connection);
        List<String> piece = due.subList(next, Math.min(due.size(), next + PIECE));
        next += piece.size();
        List<Operation> operations = new ArrayList<>();
        for (KeySql.Judged judged : keys.judge(connection, piece)) {
            if (!judged.inThisRun() && (judged.wanted() ? isToBeAdded(judged) : isToBeRemoved(judged))) {
                operations.add(new Operation(judged.key(), judged.wanted(), judged.held()));
            }
        }
        return operations;
    }

    private boolean isToBeAdded(KeySql.Judged judged) {
        return !isOfRemovals && (!judged.held() || !doubt.asserts(judged.batch()));
    }

    private boolean isToBeRemoved(KeySql.Judged judged) {
        return judged.held() && keys.refused().notRemoved().contains(judged.key()) && !doubt.removes(judged.batch());
    }
}
