package io.segue.dashboard;

import io.segue.dashboard.OverviewView.Attention;
import io.segue.dashboard.OverviewView.Figures;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads, over all rooms, how a tenant is doing. */
@ApplicationScoped
class OverviewViews {

    private static final int MOST = 20;

    private final Database database;
    private final OpaqueIds ids;

    OverviewViews(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    Figures figures(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select (select count(*) from segment where tenant_id = ?) as segments,
                       (select max(heard_at) from segment where tenant_id = ?) as heard,
                       (select max(finished_at) from run where tenant_id = ? and state = 'succeeded') as last_sync,
                       count(distinct segment_id) filter (where mode <> 'off') as segments_on,
                       coalesce(sum(delivered_count), 0) as delivered,
                       min(next_run_at) filter (where mode <> 'off') as next_sync
                  from sync where tenant_id = ?""", tenant, tenant, tenant, tenant)
                        .first(
                                connection,
                                row -> new Figures(
                                        row.getLong("segments"),
                                        row.getLong("segments_on"),
                                        row.getLong("delivered"),
                                        Select.time(row, "last_sync"),
                                        Select.time(row, "next_sync"),
                                        Select.time(row, "heard")))
                        .orElseThrow());
    }

    /** What a person should look at, the urgent first. */
    List<Attention> attention(long tenant, String slug) {
        String base = "/t/" + slug;
        return database.inTenant(tenant, connection -> {
            List<Attention> found = new ArrayList<>();
            found.addAll(connections(connection, tenant, base));
            found.addAll(syncs(connection, tenant, base));
            hook(connection, tenant, base).ifPresent(found::add);
            found.addAll(deliveries(connection, tenant, base));
            found.sort((a, b) -> Boolean.compare(b.isUrgent(), a.isUrgent()));
            return found;
        });
    }

    private List<Attention> connections(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select id, name from connection
                 where tenant_id = ? and removed_at is null and check_passed = false order by name limit ?""", tenant, MOST)
                .list(
                        connection,
                        row -> new Attention(
                                true,
                                "The check of " + row.getString("name") + " failed",
                                "Nothing can be sent to this LaunchDarkly environment until it passes.",
                                base + "/connections/" + ids.encode("con", row.getLong("id")),
                                "See the check"));
    }

    private List<Attention> syncs(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select s.id, s.name, c.name as connection, y.state, y.failure_message
                  from sync y
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 where y.tenant_id = ? and y.mode <> 'off' and y.state <> 'ready'
                 order by y.state = 'retrying', s.name limit ?""", tenant, MOST).list(connection, row -> sync(row, base));
    }

    private Attention sync(ResultSet row, String base) throws SQLException {
        String state = row.getString("state");
        String what = row.getString("name") + " to " + row.getString("connection");
        return new Attention(
                !state.equals("retrying"),
                state.equals("retrying") ? what + " is being tried again" : what + " is " + state,
                Select.text(row, "failure_message").orElse("No reason was noted."),
                base + "/segments/" + ids.encode("seg", row.getLong("id")),
                "Open segment");
    }

    private static Optional<Attention> hook(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select first_call_at is null as silent, last_refusal,
                       last_refusal_at > coalesce(last_call_at, '-infinity') as refused
                  from hook where tenant_id = ? and token_hash is not null""", tenant)
                        .list(connection, row -> {
                            if (row.getBoolean("refused")) {
                                return Optional.of(new Attention(
                                        true,
                                        "Heap's last call was refused",
                                        Select.text(row, "last_refusal").orElse("No reason was noted."),
                                        base + "/setup#heap",
                                        "See set up"));
                            }
                            return row.getBoolean("silent")
                                    ? Optional.of(new Attention(
                                            false,
                                            "Heap has not called yet",
                                            "The webhook URL exists; in Heap, press “Send sample segment” to try it.",
                                            base + "/setup#heap",
                                            "See the steps"))
                                    : Optional.<Attention>empty();
                        })
                        .stream()
                        .flatMap(Optional::stream)
                        .findFirst();
    }

    private static List<Attention> deliveries(Connection connection, long tenant, String base) throws SQLException {
        return new Select("""
                select verdict, count(*) as calls from delivery
                 where tenant_id = ? and received_at > now() - interval '3 days'
                   and verdict in ('conflict', 'stale', 'unusable', 'failed') group by verdict order by verdict""", tenant)
                .list(
                        connection,
                        row -> new Attention(
                                row.getString("verdict").equals("failed"),
                                row.getLong("calls") + " of Heap's calls in the last 3 days: "
                                        + row.getString("verdict"),
                                meaning(row.getString("verdict")),
                                base + "/inbox?verdict=" + row.getString("verdict"),
                                "Open inbox"));
    }

    private static String meaning(String verdict) {
        return switch (verdict) {
            case "conflict" ->
                "The same page came twice with different contents; the second one was kept but not applied.";
            case "stale" -> "They were signed too long ago, so they were kept but not applied.";
            case "unusable" -> "They are genuine, but say something that Segue does not understand.";
            default -> "They were received but could not be applied; Segue tries again by itself.";
        };
    }
}
