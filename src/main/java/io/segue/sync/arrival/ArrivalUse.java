package io.segue.sync.arrival;

import io.segue.connection.use.ConnectionUse;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;

/** Nothing new goes to a connection that is removed. */
@ApplicationScoped
class ArrivalUse implements ConnectionUse {

    private final ArrivalRules rules;

    ArrivalUse(ArrivalRules rules) {
        this.rules = rules;
    }

    @Override
    public void end(Connection transaction, long tenant, long connection, String name) throws SQLException {
        rules.end(transaction, tenant, connection);
    }
}
