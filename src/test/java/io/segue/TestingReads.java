package io.segue;

import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.SQLException;

/** What a transaction costs, in rows instead of time. */
public final class TestingReads {

    private TestingReads() {}

    /** Rows of these tables and their parts that the transaction has looked at, those among them that it then passed over. */
    public static long of(Connection connection, String... tables) throws SQLException {
        return new Select("""
                        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
                         where exists (select from unnest(?::text[]) t where starts_with(relname, t))""", (Object) connection.createArrayOf("text", tables))
                .first(connection, row -> row.getLong(1))
                .orElseThrow();
    }
}
