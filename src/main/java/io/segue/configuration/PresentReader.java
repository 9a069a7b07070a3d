package io.segue.configuration;

import io.segue.alert.rule.Rules;
import io.segue.alert.target.Targets;
import io.segue.configuration.plan.Present;
import io.segue.configuration.plan.PresentAlerts;
import io.segue.configuration.plan.PresentSegment;
import io.segue.configuration.plan.PresentSync;
import io.segue.configuration.plan.PresentSync.Waiting;
import io.segue.connection.ConnectionSummary;
import io.segue.connection.Connections;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.Mode;
import io.segue.sync.arrival.ArrivalRule;
import io.segue.sync.arrival.ArrivalRules;
import io.segue.sync.hold.HoldPolicy;
import io.segue.sync.hold.HoldRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads a tenant as it is: what a document can say of it, and the numbers that a plan shows. */
@ApplicationScoped
class PresentReader {

    private final Database database;
    private final Connections connections;
    private final HoldRules rules;
    private final ArrivalRules arrivals;
    private final Rules alertRules;
    private final Targets targets;

    PresentReader(
            Database database,
            Connections connections,
            HoldRules rules,
            ArrivalRules arrivals,
            Rules alertRules,
            Targets targets) {
        this.database = database;
        this.connections = connections;
        this.rules = rules;
        this.arrivals = arrivals;
        this.alertRules = alertRules;
        this.targets = targets;
    }

    Present read(long tenant) {
        HoldPolicy rule = rules.ofTenant(tenant);
        PresentAlerts alerts =
                new PresentAlerts(alertRules.all(tenant), alertRules.quietHours(tenant), targets.list(tenant));
        Optional<ArrivalRule> newSegments = arrivals.ofTenant(tenant).rule();
        List<ConnectionSummary> environments = connections.list(tenant);
        return database.inTenant(tenant, connection -> {
            int window = new Select("select signature_window_seconds from tenant where id = ?", tenant)
                    .first(connection, row -> row.getInt(1))
                    .orElseThrow();
            Map<Long, List<PresentSync>> syncs = syncs(connection, tenant);
            return new Present(window, rule, newSegments, alerts, environments, segments(connection, tenant, syncs));
        });
    }

    /** In the order of Heap's ids, which do not change: a document that is compared line by line stays as it was. */
    private static List<PresentSegment> segments(Connection connection, long tenant, Map<Long, List<PresentSync>> syncs)
            throws SQLException {
        return new Select("""
                select id, heap_id, name, member_count, key_field, hold_floor, hold_percent, hold_off
                  from segment where tenant_id = ? order by heap_id collate "C\"""", tenant)
                .list(
                        connection,
                        row -> new PresentSegment(
                                row.getString("heap_id"),
                                row.getString("name"),
                                row.getLong("member_count"),
                                Select.text(row, "key_field"),
                                ownRule(row),
                                syncs.getOrDefault(row.getLong("id"), List.of())));
    }

    private static Optional<HoldPolicy> ownRule(ResultSet row) throws SQLException {
        boolean isOff = row.getBoolean("hold_off");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new HoldPolicy(row.getInt("hold_floor"), row.getInt("hold_percent"), isOff));
    }

    private record OfSegment(long segment, PresentSync sync) {}

    private static Map<Long, List<PresentSync>> syncs(Connection connection, long tenant) throws SQLException {
        return new Select("""
                select y.id, y.segment_id, y.connection_id, y.mode, y.interval_seconds, y.follow_heap,
                       y.paused_at is not null as paused, y.to_be_empty, y.delivered_count, h.removals, h.held
                  from sync y
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id and c.removed_at is null
                  left join hold h on h.tenant_id = y.tenant_id and h.sync_id = y.id and h.state = 'open'
                 where y.tenant_id = ? order by lower(c.name), c.id""", tenant)
                .list(connection, PresentReader::sync).stream()
                        .collect(Collectors.groupingBy(
                                OfSegment::segment, Collectors.mapping(OfSegment::sync, Collectors.toList())));
    }

    private static OfSegment sync(ResultSet row) throws SQLException {
        long removals = row.getLong("removals");
        Optional<Waiting> waiting =
                row.wasNull() ? Optional.empty() : Optional.of(new Waiting(removals, row.getLong("held")));
        return new OfSegment(
                row.getLong("segment_id"),
                new PresentSync(
                        row.getLong("connection_id"),
                        row.getLong("id"),
                        Mode.of(row.getString("mode")),
                        Duration.ofSeconds(row.getInt("interval_seconds")),
                        row.getBoolean("follow_heap"),
                        row.getBoolean("paused"),
                        row.getBoolean("to_be_empty"),
                        row.getLong("delivered_count"),
                        waiting));
    }
}
