package io.segue.sync.difference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys that LaunchDarkly refused, whatever else changed: added again as long as their members stay, and removed again where
 * it did not let them go. Other removals may have to wait for a person.
 */
public class RefusedDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final Doubt doubt;
    private final List<String> due;
    private int next;

    /** What is in doubt is asserted along with the doubt, and no part of this. */
    public RefusedDifference(KeySql keys, Doubt doubt) {
        this.keys = keys;
        this.doubt = doubt;
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
        return !judged.held() || !doubt.asserts(judged.batch());
    }

    private boolean isToBeRemoved(KeySql.Judged judged) {
        return judged.held() && keys.refused().notRemoved().contains(judged.key()) && !doubt.removes(judged.batch());
    }
}
