package io.segue.alert.watch;

import io.segue.alert.AlertKind;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.lateness.Silence;
import io.segue.web.catalogue.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What else can be wrong: held removals, refused keys, a silent Heap, calls that are limited. */
@ApplicationScoped
class OtherConditions {

    /** Refused keys and limited calls are counted over so long. */
    static final Duration LATELY = Duration.ofHours(1);

    /** So few calls say nothing of a limit: the window of calls feels for it as it grows. */
    private static final int FEW = 5;

    private static final int MOST = 1_000;

    private final OpaqueIds ids;

    OtherConditions(OpaqueIds ids) {
        this.ids = ids;
    }

    List<Condition> holds(Connection connection, long tenant, Instant now) throws SQLException {
        return new Select("""
                select h.id, h.since, h.removals, s.name from hold h
                  join sync y on y.tenant_id = h.tenant_id and y.id = h.sync_id
                  join segment s on s.tenant_id = y.tenant_id and s.id = y.segment_id
                 where h.tenant_id = ? and h.state = 'open' order by h.since, h.id limit ?""", tenant, MOST).list(connection, row -> hold(row, now));
    }

    private static Condition hold(ResultSet row, Instant now) throws SQLException {
        return new Condition(
                AlertKind.HOLD_WAITING,
                "hold:" + row.getLong("id"),
                SyncConditions.minutes(row.getTimestamp("since").toInstant(), now),
                "Removals from " + row.getString("name") + " wait for a decision",
                String.format(
                        Locale.ENGLISH,
                        "%,d members left at once. They stay in LaunchDarkly until an editor decides.",
                        row.getLong("removals")),
                "/holds",
                Optional.of(ErrorCode.HELD.code()));
    }

    /** A key that is tried again and refused again stands there as before. */
    List<Condition> quarantine(Connection connection, long tenant, Instant now) throws SQLException {
        Timestamp since = Timestamp.from(now.minus(LATELY));
        return new Select("""
                select count(*) from quarantined_key
                 where tenant_id = ? and at > ? and coalesce(first_at, at) > ?""", tenant, since, since)
                .first(connection, row -> row.getLong(1)).stream()
                        .filter(count -> count > 0)
                        .map(OtherConditions::grown)
                        .toList();
    }

    private static Condition grown(long count) {
        return new Condition(
                AlertKind.QUARANTINE_GREW,
                "tenant",
                count,
                "The quarantine grew",
                String.format(Locale.ENGLISH, "LaunchDarkly refused %,d %s", count, count == 1 ? "key" : "keys")
                        + " within an hour. The others were delivered. The quarantine says why.",
                "/quarantine",
                Optional.of(ErrorCode.KEY_QUARANTINED.code()));
    }

    /** When Heap is silent is known already (docs/decisions/0025); here it is only told. */
    List<Condition> silences(Connection connection, long tenant, Instant now) throws SQLException {
        return new Select("""
                select i.segment_id, s.name, i.last_heard_at from silence i
                  left join segment s on s.tenant_id = i.tenant_id and s.id = i.segment_id
                 where i.tenant_id = ? and i.ended_at is null
                 order by i.segment_id is not null, i.last_heard_at, i.id limit ?""", tenant, MOST).list(connection, row -> silence(row, now));
    }

    private Condition silence(ResultSet row, Instant now) throws SQLException {
        Instant heard = row.getTimestamp("last_heard_at").toInstant();
        Optional<Long> segment = Optional.ofNullable(row.getObject("segment_id", Long.class));
        String about = Select.text(row, "name").map(name -> " for " + name).orElse("");
        return new Condition(
                AlertKind.NOTHING_FROM_HEAP,
                segment.map(id -> "segment:" + id).orElse("tenant"),
                SyncConditions.minutes(heard, now),
                "Nothing from Heap" + about + " for " + Silence.words(Duration.between(heard, now)),
                segment.isPresent()
                        ? "Heap sends other segments. Check there that the segment’s sync is on; when nothing changed in it,"
                                + " Heap may have had nothing to say."
                        : ErrorCode.SILENCE.remedy(),
                segment.map(id -> "/segments/" + ids.encode("seg", id)).orElse("/setup"),
                Optional.of(ErrorCode.SILENCE.code()));
    }

    List<Condition> limits(Connection connection, long tenant, Instant now) throws SQLException {
        Timestamp since = Timestamp.from(now.minus(LATELY));
        return new Select("""
                with limited as (
                    select y.connection_id, count(*) as calls from run_call k
                      join run r on r.tenant_id = k.tenant_id and r.id = k.run_id
                      join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
                     where k.tenant_id = ? and k.status = 429 and k.at > ? group by y.connection_id having count(*) >= ?),
                every as (
                    select y.connection_id, sum(r.calls) as calls from run r
                      join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
                     where r.tenant_id = ? and (r.finished_at > ? or r.state = 'running')
                       and exists (select from limited l where l.connection_id = y.connection_id)
                     group by y.connection_id)
                select c.id, c.name, l.calls as limited, greatest(coalesce(e.calls, 0), l.calls) as every
                  from limited l
                  left join every e on e.connection_id = l.connection_id
                  join connection c on c.tenant_id = ? and c.id = l.connection_id order by c.id""", tenant, since, FEW, tenant, since, tenant).list(connection, this::limit);
    }

    private Condition limit(ResultSet row) throws SQLException {
        long limited = row.getLong("limited");
        long every = row.getLong("every");
        return new Condition(
                AlertKind.NEAR_LIMIT,
                "connection:" + row.getLong("id"),
                limited * 100 / every,
                "LaunchDarkly slows " + row.getString("name") + " down",
                String.format(
                        Locale.ENGLISH,
                        "It answered %,d of the last hour’s %,d calls with “too many”. Runs take longer. If other tools use the"
                                + " same token or account a lot, give Segue a token of its own, or let fewer syncs run at once.",
                        limited,
                        every),
                "/connections/" + ids.encode("con", row.getLong("id")),
                Optional.of(ErrorCode.RATE_LIMITED.code()));
    }
}
