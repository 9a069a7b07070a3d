package io.segue.sync.page;

import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reckons back, from what LaunchDarkly holds now and from what runs did, how large segments were in the last days; of a
 * younger one, since its first run.
 */
@ApplicationScoped
class Sparklines {

    private static final Duration LONGEST = Duration.ofDays(30);

    /** Newest runs looked at for each sync: a month of runs every 4 hours. */
    private static final int RUNS = 200;

    private static final int PIECES = 30;

    private final Clock clock;

    Sparklines(Clock clock) {
        this.clock = clock;
    }

    /** What runs did within one piece of the time, counted from 0. */
    private record Piece(long sync, long delivered, Instant since, int number, long grown) {}

    /** By the number of the sync; a sync that never ran has none. */
    Map<Long, Sparkline> of(Connection connection, long tenant, List<Long> syncs) throws SQLException {
        Map<Long, long[]> grown = new HashMap<>();
        Map<Long, Piece> any = new HashMap<>();
        for (Piece piece : pieces(connection, tenant, syncs)) {
            any.put(piece.sync(), piece);
            grown.computeIfAbsent(piece.sync(), sync -> new long[PIECES])[piece.number()] += piece.grown();
        }
        Map<Long, Sparkline> lines = new HashMap<>();
        any.forEach((sync, piece) -> lines.put(
                sync, Sparkline.backFrom(piece.delivered(), grown.getOrDefault(sync, new long[0]), piece.since())));
        return lines;
    }

    private List<Piece> pieces(Connection connection, long tenant, List<Long> syncs) throws SQLException {
        Timestamp now = Timestamp.from(clock.instant());
        return new Select(
                        """
                select y.id, y.delivered_count, f.since, p.number, p.grown
                  from sync y
                  cross join lateral (select min(r.finished_at) as since from (
                       select finished_at from run r where r.tenant_id = y.tenant_id and r.sync_id = y.id
                        order by r.id desc limit ?) r where r.finished_at >= ?) f
                  cross join lateral (select least(?, floor(extract(epoch from r.finished_at - f.since)
                              / greatest(extract(epoch from ? - f.since) / ?, 0.001)))::int as number, sum(r.adds - r.removes) as grown
                         from (select finished_at, adds, removes from run r
                                where r.tenant_id = y.tenant_id and r.sync_id = y.id order by r.id desc limit ?) r
                        where r.finished_at >= f.since group by 1) p
                 where y.tenant_id = ? and y.id = any (?)""",
                        RUNS,
                        Timestamp.from(clock.instant().minus(LONGEST)),
                        PIECES - 1,
                        now,
                        PIECES,
                        RUNS,
                        tenant,
                        connection.createArrayOf("bigint", syncs.toArray()))
                .list(
                        connection,
                        row -> new Piece(
                                row.getLong("id"),
                                row.getLong("delivered_count"),
                                row.getTimestamp("since").toInstant(),
                                row.getInt("number"),
                                row.getLong("grown")));
    }
}
