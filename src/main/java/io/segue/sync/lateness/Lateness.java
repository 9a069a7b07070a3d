package io.segue.sync.lateness;

import io.segue.audit.Audit;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.sync.lateness.LatenessPlan.Beginning;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is read and written of silence; whoever writes the row is the one who tells. */
@ApplicationScoped
class Lateness {

    private static final String ACTOR = "Segue";

    private final Database database;
    private final LatenessConfig config;
    private final Audit audit;

    Lateness(Database database, LatenessConfig config, Audit audit) {
        this.database = database;
        this.config = config;
        this.audit = audit;
    }

    /** In every tenant, the segments that wait for Heap and have waited too long. */
    List<Watched> overdue(Instant now) {
        Timestamp at = Timestamp.from(now);
        long heapSeconds = config.heapInterval().toSeconds();
        return database.as(
                Role.WORKER,
                connection ->
                        new Select("""
                with ordered as (
                    select tenant_id, segment_id, greatest(min(interval_seconds), ?) as every from sync
                     where mode = 'recurring' and paused_at is null group by tenant_id, segment_id),
                back as (
                    select tenant_id, max(ended_at) as at from silence
                     where segment_id is null and heard_again group by tenant_id),
                overdue as materialized (
                    select o.*, s.heard_at, t.enabled_at, greatest(s.heard_at, t.enabled_at, b.at) as since
                      from ordered o
                      join segment s on s.tenant_id = o.tenant_id and s.id = o.segment_id
                      join tenant t on t.id = o.tenant_id and t.state = 'enabled'
                      left join back b on b.tenant_id = o.tenant_id
                     where greatest(s.heard_at, t.enabled_at, b.at) + o.every * ? * interval '1 second' < ?),
                heard as (
                    select tenant_id, max(heard_at) as at from segment
                     where tenant_id in (select tenant_id from overdue) group by tenant_id)
                select o.*, greatest(h.last_call_at, a.at) as any_heard_at,
                       greatest(h.last_call_at, a.at, o.enabled_at) as any_since
                  from overdue o join heard a on a.tenant_id = o.tenant_id
                  left join hook h on h.tenant_id = o.tenant_id
                 order by o.tenant_id, o.segment_id""", (int) heapSeconds, config.intervals(), at).list(connection, this::watched));
    }

    /** In every tenant. */
    List<OpenSilence> open() {
        return database.as(Role.WORKER, connection -> new Select("""
                select i.tenant_id, i.id, i.segment_id, i.last_heard_at,
                       case when i.segment_id is not null then s.heard_at else greatest(h.last_call_at,
                            (select max(heard_at) from segment a where a.tenant_id = i.tenant_id)) end as heard_at,
                       t.state = 'enabled' and exists (select from sync y where y.tenant_id = i.tenant_id
                            and (i.segment_id is null or y.segment_id = i.segment_id)
                            and y.mode = 'recurring' and y.paused_at is null) as watched
                  from silence i join tenant t on t.id = i.tenant_id
                  left join segment s on s.tenant_id = i.tenant_id and s.id = i.segment_id
                  left join hook h on h.tenant_id = i.tenant_id
                 where i.ended_at is null""").list(connection, Lateness::open));
    }

    /** True for the one who is to tell of it. */
    boolean begin(long tenant, Beginning beginning, Instant now) {
        return database.inTenant(tenant, connection -> {
            boolean isFirst = new Select(
                            """
                    insert into silence (tenant_id, segment_id, last_heard_at, noticed_at) values (?, ?::bigint, ?, ?)
                    on conflict do nothing returning id""",
                            tenant,
                            beginning.segment().map(String::valueOf).orElse(null),
                            Timestamp.from(beginning.lastHeardAt()),
                            Timestamp.from(now))
                    .first(connection, row -> true)
                    .orElse(false);
            if (isFirst) {
                audit.write(
                        connection,
                        tenant,
                        ACTOR,
                        "noticed that Heap is silent",
                        called(connection, tenant, beginning.segment()),
                        "nothing for " + Silence.words(Duration.between(beginning.lastHeardAt(), now)));
            }
            return isFirst;
        });
    }

    /** True for the one who is to tell of it; nothing is told of a silence that nobody minds any more. */
    boolean end(OpenSilence silence, Instant now) {
        return database.inTenant(silence.tenant(), connection -> {
            boolean isFirst = new Select(
                            """
                    update silence set ended_at = ?, heard_again = ?
                     where tenant_id = ? and id = ? and ended_at is null returning id""",
                            Timestamp.from(silence.isOver() ? silence.heardAt() : now),
                            silence.isOver(),
                            silence.tenant(),
                            silence.id())
                    .first(connection, row -> true)
                    .orElse(false);
            if (isFirst && silence.isOver()) {
                audit.write(
                        connection,
                        silence.tenant(),
                        ACTOR,
                        "heard from Heap again",
                        called(connection, silence.tenant(), silence.segment()),
                        "after " + Silence.words(Duration.between(silence.lastHeardAt(), silence.heardAt())));
            }
            return isFirst && silence.isOver();
        });
    }

    private static String called(Connection connection, long tenant, Optional<Long> segment) throws SQLException {
        return segment.isEmpty()
                ? "all segments"
                : new Select("select name from segment where tenant_id = ? and id = ?", tenant, segment.get())
                        .first(connection, row -> row.getString(1))
                        .orElse("a segment");
    }

    private Watched watched(ResultSet row) throws SQLException {
        Duration every = Duration.ofSeconds(row.getLong("every"));
        return new Watched(
                row.getLong("tenant_id"),
                row.getLong("segment_id"),
                row.getTimestamp("heard_at").toInstant(),
                row.getTimestamp("since").toInstant(),
                every,
                Duration.ofSeconds(Math.round(every.toSeconds() * config.intervals())),
                row.getTimestamp("any_heard_at").toInstant(),
                row.getTimestamp("any_since").toInstant());
    }

    private static OpenSilence open(ResultSet row) throws SQLException {
        return new OpenSilence(
                row.getLong("tenant_id"),
                row.getLong("id"),
                Optional.ofNullable(row.getObject("segment_id", Long.class)),
                row.getTimestamp("last_heard_at").toInstant(),
                row.getTimestamp("heard_at").toInstant(),
                row.getBoolean("watched"));
    }
}
