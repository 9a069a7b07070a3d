package io.segue.connection.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.web.catalogue.ErrorCode;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which segments go through a connection, and how many members are in LaunchDarkly by it. */
@ApplicationScoped
class Uses {

    /** More are told as a number. */
    private static final int NAMED = 12;

    private final Database database;
    private final OpaqueIds ids;

    Uses(Database database, OpaqueIds ids) {
        this.database = database;
        this.ids = ids;
    }

    /**
     * What goes through one connection.
     *
     * @param on segments that are synced
     * @param failing those of them that do not get through
     * @param members of the segments that are on, as LaunchDarkly confirmed them
     * @param left segments that were synced and are off now
     * @param leftMembers of those, still in LaunchDarkly
     */
    record Use(long on, long failing, long members, long left, long leftMembers) {

        static final Use NONE = new Use(0, 0, 0, 0, 0);

        public boolean isNone() {
            return on == 0 && left == 0;
        }
    }

    /** One segment that goes through it. */
    record Segment(String id, String name, long members, boolean isFailing) {}

    /** LaunchDarkly takes nothing of it since then; one sync looks again, and the others wait for what it finds. */
    record Trouble(Instant since, Instant nextLook, ShownError error) {}

    Optional<Trouble> trouble(long tenant, long number) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select failing_since, open_until, code, message from circuit where tenant_id = ? and connection_id = ?""", tenant, number)
                        .first(
                                connection,
                                row -> new Trouble(
                                        row.getTimestamp("failing_since").toInstant(),
                                        row.getTimestamp("open_until").toInstant(),
                                        new ShownError(
                                                ErrorCode.of(row.getString("code")), row.getString("message")))));
    }

    /** By the number of the connection; one that nothing uses is not in it. */
    Map<Long, Use> all(long tenant) {
        return database
                .inTenant(
                        tenant,
                        connection -> new Select("""
                select connection_id, count(*) filter (where mode <> 'off') as on_now,
                       count(*) filter (where mode <> 'off' and state <> 'ready') as failing,
                       coalesce(sum(delivered_count) filter (where mode <> 'off'), 0) as members,
                       count(*) filter (where mode = 'off' and delivered_count > 0) as left_behind,
                       coalesce(sum(delivered_count) filter (where mode = 'off'), 0) as left_members
                  from sync where tenant_id = ? group by connection_id""", tenant)
                                .list(
                                        connection,
                                        row -> Map.entry(
                                                row.getLong("connection_id"),
                                                new Use(
                                                        row.getLong("on_now"),
                                                        row.getLong("failing"),
                                                        row.getLong("members"),
                                                        row.getLong("left_behind"),
                                                        row.getLong("left_members")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Use of(long tenant, long connection) {
        return all(tenant).getOrDefault(connection, Use.NONE);
    }

    /** Those that are on: the failing first, then by name, a dozen at most. */
    List<Segment> segments(long tenant, long number) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                select g.id, g.name, y.delivered_count, y.state <> 'ready' as failing
                  from sync y join segment g on g.tenant_id = y.tenant_id and g.id = y.segment_id
                 where y.tenant_id = ? and y.connection_id = ? and y.mode <> 'off'
                 order by failing desc, lower(g.name), g.id limit ?""", tenant, number, NAMED)
                        .list(
                                connection,
                                row -> new Segment(
                                        ids.encode("seg", row.getLong("id")),
                                        row.getString("name"),
                                        row.getLong("delivered_count"),
                                        row.getBoolean("failing"))));
    }
}
