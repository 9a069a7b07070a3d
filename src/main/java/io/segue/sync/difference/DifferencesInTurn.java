package io.segue.sync.difference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** One difference, then another that has no key of the first. */
public class DifferencesInTurn implements Difference {

    private final Difference first;
    private final Difference then;

    public DifferencesInTurn(Difference first, Difference then) {
        this.first = first;
        this.then = then;
    }

    @Override
    public List<Operation> next(Connection connection) throws SQLException {
        return (first.isRead() ? then : first).next(connection);
    }

    @Override
    public boolean isRead() {
        return first.isRead() && then.isRead();
    }

    @Override
    public boolean readsEachKeyOnce() {
        return first.readsEachKeyOnce() && then.readsEachKeyOnce();
    }
}
