package io.segue.flags.write;

import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** Where in Heap the flags of a connection go; within the transaction of who needs it. */
@ApplicationScoped
public class HeapPlaces {

    public Optional<HeapPlace> find(Connection c, long tenant, long connection) throws SQLException {
        return new Select(
                        "select app_id, region from flag_heap where tenant_id = ? and connection_id = ?",
                        tenant,
                        connection)
                .first(c, row -> new HeapPlace(row.getString(1), HeapRegion.of(row.getString(2))));
    }

    public void set(Connection c, long tenant, long connection, HeapPlace place) throws SQLException {
        try (PreparedStatement upsert = c.prepareStatement("""
                insert into flag_heap (tenant_id, connection_id, app_id, region) values (?, ?, ?, ?)
                on conflict (tenant_id, connection_id) do update set app_id = excluded.app_id, region = excluded.region""")) {
            upsert.setLong(1, tenant);
            upsert.setLong(2, connection);
            upsert.setString(3, place.appId());
            upsert.setString(4, place.region().word());
            upsert.executeUpdate();
        }
    }
}
