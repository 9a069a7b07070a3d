package io.segue.sync.difference;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What must be sent, read piece by piece in bounded memory. */
public interface Difference {

    /** The next piece; may be empty without being the last. */
    List<Operation> next(Connection connection) throws SQLException;

    /** True when all was read. */
    boolean isRead();

    /** True when no key comes twice, so that what this run has written already need not be looked at. */
    boolean readsEachKeyOnce();
}
