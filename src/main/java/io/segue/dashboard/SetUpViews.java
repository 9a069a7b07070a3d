package io.segue.dashboard;

import io.segue.dashboard.SetUpView.ConnectionState;
import io.segue.dashboard.SetUpView.FirstSegment;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Reads how far a tenant has come with setting up. */
@ApplicationScoped
class SetUpViews {

    private final Database database;
    private final OpaqueIds ids;

    SetUpViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    List<ConnectionState> connections(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select id, name, check_passed from connection
                 where tenant_id = ? and removed_at is null order by name""", tenant).list(connection, row -> {
                    boolean passed = row.getBoolean("check_passed");
                    boolean isChecked = !row.wasNull();
                    return new ConnectionState(
                            ids.encode("con", row.getLong("id")),
                            row.getString("name"),
                            isChecked ? Optional.of(passed) : Optional.empty());
                }));
    }

    FirstSegment segments(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select (select count(*) from segment where tenant_id = ?),
                       (select count(distinct segment_id) from sync where tenant_id = ? and mode <> 'off')""", tenant, tenant)
                        .first(connection, row -> new FirstSegment(row.getLong(1), row.getLong(2)))
                        .orElseThrow());
    }
}
