package io.segue.sync.difference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Keys that LaunchDarkly refused more than a day ago: added again as long as their members stay, whatever else changed. */
public class RefusedDifference implements Difference {

    private static final int PIECE = 5_000;

    private final KeySql keys;
    private final Doubt doubt;
    private final List<String> due;
    private int next;

    /** What is in doubt is asserted along with the doubt, and no part of this. */
    public RefusedDifference(KeySql keys, Doubt doubt, List<String> due) {
        this.keys = keys;
        this.doubt = doubt;
        this.due = List.copyOf(due);
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
            boolean isAsserted = judged.held() && doubt.asserts(judged.batch());
            if (judged.wanted() && !judged.inThisRun() && !isAsserted) {
                operations.add(new Operation(judged.key(), true, judged.held()));
            }
        }
        return operations;
    }
}
