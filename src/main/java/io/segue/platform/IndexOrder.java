package io.segue.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes PostgreSQL read by an index, or all of it once, for the rest of the transaction. Left to itself it reads whole
 * tables when its statistics are older than they are: it then takes a million rows for one.
 */
public final class IndexOrder {

    private IndexOrder() {}

    /** For pieces of a long read: only an index gives a piece for the price of a piece. */
    public static void prefer(Connection connection) throws SQLException {
        turnOff(connection, "seqscan", "sort", "bitmapscan", "hashagg");
    }

    /** For looking up a few rows in many large tables. */
    public static void preferForLookUps(Connection connection) throws SQLException {
        turnOff(connection, "seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin");
    }

    /** For comparing whole sets, each far larger than statistics may know: one is not read again for each row of the other. */
    public static void preferReadingOnce(Connection connection) throws SQLException {
        turnOff(connection, "nestloop");
    }

    private static void turnOff(Connection connection, String... ways) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(Stream.of(ways)
                    .map(way -> "set_config('enable_" + way + "', 'off', true)")
                    .collect(Collectors.joining(", ", "select ", "")));
        }
    }
}
