package io.segue.backup;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every row of every table, as text, read by someone whom no policy holds back. */
public record TestingRowsOfAll(String url) {

    private static final String TABLES = """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('segue', 'quartz') and c.relkind in ('r', 'p') and not c.relispartition order by 1""";

    /** The tables of the product and of Quartz, each with its columns as they are now. */
    public Map<String, List<String>> columns() throws SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        for (String table : texts(TABLES)) {
            found.put(
                    table,
                    texts("select quote_ident(attname) from pg_attribute where attrelid = '" + table
                            + "'::regclass and attnum > 0 and not attisdropped order by attnum"));
        }
        return found;
    }

    public Map<String, List<String>> read(Map<String, List<String>> columns) throws SQLException {
        Map<String, List<String>> found = new TreeMap<>();
        for (Map.Entry<String, List<String>> table : columns.entrySet()) {
            String row = "row(" + String.join(", ", table.getValue()) + ")::text";
            found.put(table.getKey(), texts("select " + row + " from " + table.getKey() + " order by 1"));
        }
        return found;
    }

    public List<String> texts(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection superuser() throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }
}
