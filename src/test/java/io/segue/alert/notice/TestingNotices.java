package io.segue.alert.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.alert.rule.Rules;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Writes a notice down and is lost before the transaction ends. Made by hand, so that it is no bean. */
public class TestingNotices extends Notices {

    private TestingNotices(Rules rules, ObjectMapper json) {
        super(rules, json);
    }

    public static Notices lost(Rules rules, ObjectMapper json) {
        return new TestingNotices(rules, json);
    }

    @Override
    public boolean tell(Connection connection, long tenant, Notice notice, Instant now) throws SQLException {
        super.tell(connection, tenant, notice, now);
        throw new IllegalStateException("The node is lost");
    }
}
