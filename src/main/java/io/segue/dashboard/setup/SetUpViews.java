package io.segue.dashboard.setup;

import io.segue.dashboard.setup.SetUpView.Arrived;
import io.segue.dashboard.setup.SetUpView.ConnectionState;
import io.segue.dashboard.setup.SetUpView.FirstSegment;
import io.segue.dashboard.setup.SetUpView.LastCall;
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
        return database.inTenant(tenant, connection -> {
            Optional<Arrived> newest = new Select("""
                    select id, name, member_count from segment where tenant_id = ?
                     order by changed_at desc nulls last, id desc limit 1""", tenant)
                    .first(
                            connection,
                            row -> new Arrived(
                                    ids.encode("seg", row.getLong("id")),
                                    row.getString("name"),
                                    row.getLong("member_count")));
            return new Select("""
                    select (select count(*) from segment where tenant_id = ?),
                           (select count(distinct segment_id) from sync where tenant_id = ? and mode <> 'off')""", tenant, tenant)
                    .first(connection, row -> new FirstSegment(row.getLong(1), row.getLong(2), newest))
                    .orElseThrow();
        });
    }

    Optional<LastCall> lastCall(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select id, received_at, verdict, segment_name, adds, removes, duplicates,
                       not exists (select from delivery o where o.tenant_id = d.tenant_id and o.received_at < d.received_at
                                     and o.verdict <> 'stale')
                       as is_only
                  from delivery d where tenant_id = ? order by received_at desc, id desc limit 1""", tenant)
                        .first(
                                connection,
                                row -> new LastCall(
                                        ids.encode("dlv", row.getLong("id")),
                                        Select.text(row, "segment_name"),
                                        row.getString("verdict"),
                                        row.getLong("adds"),
                                        row.getLong("removes"),
                                        row.getInt("duplicates"),
                                        row.getTimestamp("received_at").toInstant(),
                                        row.getBoolean("is_only"))));
    }
}
