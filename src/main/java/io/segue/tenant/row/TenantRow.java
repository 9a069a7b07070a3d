package io.segue.tenant.row;

import io.segue.platform.Select;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * A tenant's row: whoever changes what has a version holds it first, until the transaction ends. So nothing changes between
 * a comparison and the change behind it.
 */
public final class TenantRow {

    private TenantRow() {}

    /** Not in the way of rows that refer to the tenant: what Heap sends comes in meanwhile. */
    public static void hold(Connection connection, long tenant) throws SQLException {
        new Select("select 1 from tenant where id = ? for no key update", tenant).first(connection, row -> true);
    }
}
