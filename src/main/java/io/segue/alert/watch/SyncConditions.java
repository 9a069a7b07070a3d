package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Syncs that do not get through. What lies at the connection is one condition of the connection, not one of each sync. */
@ApplicationScoped
class SyncConditions {

    private static final int MOST = 5_000;
    private static final Set<ErrorCode> OF_CONNECTION =
            Set.of(ErrorCode.UNAVAILABLE, ErrorCode.RATE_LIMITED, ErrorCode.NOT_FOUND, ErrorCode.CREDENTIALS_REFUSED);

    private final OpaqueIds ids;

    SyncConditions(OpaqueIds ids) {
        this.ids = ids;
    }

    private record Failing(
            long sync,
            long segment,
            String segmentName,
            long connection,
            String connectionName,
            ErrorCode error,
            Instant since) {}

    List<Condition> find(Connection connection, long tenant, Instant now) throws SQLException {
        List<Failing> all = new Select("""
                select y.id, y.segment_id, y.connection_id, y.failing_since, coalesce(y.failure_code, 'unknown') as code,
                       s.name as segment, c.name as connection
                  from sync y
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                  join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 where y.tenant_id = ? and y.mode <> 'off' and y.paused_at is null and y.state <> 'ready'
                   and y.failing_since is not null
                 order by y.failing_since, y.id limit ?""", tenant, MOST).list(connection, SyncConditions::failing);
        List<Condition> found = new ArrayList<>();
        Map<Long, List<Failing>> refused = new LinkedHashMap<>();
        Map<Long, List<Failing>> ofConnection = new LinkedHashMap<>();
        for (Failing one : all) {
            if (one.error() == ErrorCode.CREDENTIALS_REFUSED) {
                refused.computeIfAbsent(one.connection(), key -> new ArrayList<>())
                        .add(one);
            } else if (OF_CONNECTION.contains(one.error())) {
                ofConnection
                        .computeIfAbsent(one.connection(), key -> new ArrayList<>())
                        .add(one);
            } else {
                found.add(ofSync(one, now));
            }
        }
        refused.values().forEach(some -> found.add(refused(some, now)));
        ofConnection.values().forEach(some -> found.add(ofConnection(some, now)));
        return found;
    }

    private static Failing failing(ResultSet row) throws SQLException {
        return new Failing(
                row.getLong("id"),
                row.getLong("segment_id"),
                row.getString("segment"),
                row.getLong("connection_id"),
                row.getString("connection"),
                ErrorCode.of(row.getString("code")),
                row.getTimestamp("failing_since").toInstant());
    }

    private Condition refused(List<Failing> some, Instant now) {
        Failing first = some.get(0);
        return new Condition(
                AlertKind.CREDENTIAL_REFUSED,
                "connection:" + first.connection(),
                minutes(first.since(), now),
                "LaunchDarkly refuses the access token of " + first.connectionName(),
                segments(some.size()) + " no longer updated. " + ErrorCode.CREDENTIALS_REFUSED.remedy(),
                "/connections/" + ids.encode("con", first.connection()),
                code(ErrorCode.CREDENTIALS_REFUSED));
    }

    private Condition ofConnection(List<Failing> some, Instant now) {
        Failing first = some.stream().min(Comparator.comparing(Failing::since)).orElseThrow();
        return new Condition(
                AlertKind.RUN_FAILING,
                "connection:" + first.connection(),
                minutes(first.since(), now),
                "Runs to " + first.connectionName() + " fail",
                segments(some.size()) + " not updated. " + first.error().meaning() + ". "
                        + first.error().remedy(),
                "/connections/" + ids.encode("con", first.connection()),
                code(first.error()));
    }

    private Condition ofSync(Failing one, Instant now) {
        return new Condition(
                AlertKind.RUN_FAILING,
                "sync:" + one.sync(),
                minutes(one.since(), now),
                "Runs of " + one.segmentName() + " to " + one.connectionName() + " fail",
                one.error().meaning() + ". " + one.error().remedy(),
                "/segments/" + ids.encode("seg", one.segment()),
                code(one.error()));
    }

    private static String segments(int count) {
        return count == 1 ? "1 segment is" : count + " segments are";
    }

    private static java.util.Optional<String> code(ErrorCode error) {
        return java.util.Optional.of(error.code());
    }

    static long minutes(Instant since, Instant now) {
        return Math.max(0, Duration.between(since, now).toMinutes());
    }
}
