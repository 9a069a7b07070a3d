package io.segue.tenant.trace;

import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;

/** Words that were kept and may quote a person's key, such as those of a vendor's refusal. */
public final class KeptWords {

    private static final String ERASED = "(erased)";

    private KeptWords() {}

    /** Only where the value stands by itself: "1" is no part of "12". */
    public static int forget(Connection connection, long tenant, String table, String column, String value)
            throws SQLException {
        List<String> found = new Select(
                        "select distinct " + column + " from " + table + " where tenant_id = ? and position(? in "
                                + column + ") > 0",
                        tenant,
                        value)
                .list(connection, row -> row.getString(1));
        int changed = 0;
        try (PreparedStatement update = connection.prepareStatement(
                "update " + table + " set " + column + " = ? where tenant_id = ? and " + column + " = ?")) {
            for (String words : found) {
                String rest = alone(value).matcher(words).replaceAll(ERASED);
                if (!rest.equals(words)) {
                    update.setString(1, rest);
                    update.setLong(2, tenant);
                    update.setString(3, words);
                    changed += update.executeUpdate();
                }
            }
        }
        return changed;
    }

    private static Pattern alone(String value) {
        return Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(value) + "(?![\\p{L}\\p{N}])");
    }
}
