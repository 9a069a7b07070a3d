package io.segue.connection.use;

import java.sql.Connection;
import java.sql.SQLException;

/** What other rooms do with a connection, and what they keep for it. */
public interface ConnectionUse {

    /**
     * Forgets what is kept for a connection that is being removed, in the transaction that removes it.
     *
     * @throws io.segue.web.ProblemException while it is in use: then it stays, and the message says who has to do what first
     */
    void end(Connection transaction, long tenant, long connection, String name) throws SQLException;
}
