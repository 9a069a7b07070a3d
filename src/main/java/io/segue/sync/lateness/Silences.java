package io.segue.sync.lateness;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.segment.SegmentSummary;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads, for pages and pipelines, when Heap was or is silent. */
@ApplicationScoped
public class Silences {

    /** The end of a silence is news for so long. */
    private static final Duration NEWS = Duration.ofDays(1);

    private static final String SILENCES = """
            select i.segment_id, s.name, i.last_heard_at, i.ended_at from silence i
              left join segment s on s.tenant_id = i.tenant_id and s.id = i.segment_id
             where i.tenant_id = ? and (i.ended_at is null or (i.heard_again and i.ended_at > ?))""";

    private final Database database;
    private final OpaqueIds ids;
    private final Clock clock;

    Silences(Database database, OpaqueIds ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /** Those that go on, then those that ended lately; that of all segments first. */
    public List<Silence> ofTenant(Connection connection, long tenant, int most) throws SQLException {
        return new Select(
                        SILENCES
                                + " order by i.ended_at is not null, i.segment_id is not null, i.last_heard_at limit ?",
                        tenant,
                        news(),
                        most)
                .list(connection, this::read);
    }

    /** The one that concerns a segment: its own or that of all, going on or ended lately. */
    public Optional<Silence> ofSegment(long tenant, long segment) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                SILENCES + " and (i.segment_id is null or i.segment_id = ?)"
                                        + " order by i.ended_at is not null, i.ended_at desc, i.last_heard_at limit 1",
                                tenant,
                                news(),
                                segment)
                        .first(connection, this::read));
    }

    /** Since when Heap says nothing of these segments, or of all; a segment of which it is heard is left out. */
    public Map<Long, Instant> since(Connection connection, long tenant, Collection<Long> segments) throws SQLException {
        Map<Long, Instant> since = new HashMap<>();
        new Select("""
                select s.id, min(i.last_heard_at) as last_heard_at from unnest(?::bigint[]) as s(id)
                  join silence i on i.tenant_id = ? and i.ended_at is null
                                and (i.segment_id is null or i.segment_id = s.id)
                 group by s.id""", connection.createArrayOf("bigint", segments.toArray()), tenant)
                .list(
                        connection,
                        row -> since.put(
                                row.getLong("id"),
                                row.getTimestamp("last_heard_at").toInstant()));
        return since;
    }

    private Timestamp news() {
        return Timestamp.from(clock.instant().minus(NEWS));
    }

    private Silence read(ResultSet row) throws SQLException {
        return new Silence(
                Optional.ofNullable(row.getObject("segment_id", Long.class))
                        .map(id -> ids.encode(SegmentSummary.PREFIX, id)),
                Select.text(row, "name"),
                row.getTimestamp("last_heard_at").toInstant(),
                Select.time(row, "ended_at"));
    }
}
