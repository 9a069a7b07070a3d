package io.segue.sync.page;

import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reckons back, from what LaunchDarkly holds now and from what runs did, how large segments were in the last days. */
@ApplicationScoped
class Sparklines {

    private static final int DAYS = 30;

    /** Newest runs looked at for each sync: a month of runs every 4 hours. */
    private static final int RUNS = 200;

    private final Clock clock;

    Sparklines(Clock clock) {
        this.clock = clock;
    }

    private record Day(long sync, long delivered, LocalDate day, long grown) {}

    /** By the number of the sync; a sync that never ran has none. */
    Map<Long, Sparkline> of(Connection connection, long tenant, List<Long> syncs) throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Map<Long, TreeMap<LocalDate, Long>> grown = new HashMap<>();
        Map<Long, Long> now = new HashMap<>();
        for (Day day : days(connection, tenant, syncs, today)) {
            now.put(day.sync(), day.delivered());
            grown.computeIfAbsent(day.sync(), sync -> new TreeMap<>()).put(day.day(), day.grown());
        }
        Map<Long, Sparkline> lines = new HashMap<>();
        grown.forEach((sync, days) -> lines.put(sync, line(days, now.get(sync), today)));
        return lines;
    }

    private static Sparkline line(TreeMap<LocalDate, Long> grown, long now, LocalDate today) {
        List<Long> backwards = new ArrayList<>();
        long size = now;
        long days = ChronoUnit.DAYS.between(grown.firstKey(), today);
        for (long back = 0; back <= days; back++) {
            backwards.add(Math.max(0, size));
            size -= grown.getOrDefault(today.minusDays(back), 0L);
        }
        Collections.reverse(backwards);
        return new Sparkline(backwards);
    }

    private static List<Day> days(Connection connection, long tenant, List<Long> syncs, LocalDate today)
            throws SQLException {
        return new Select(
                        """
                select y.id, y.delivered_count, (r.finished_at at time zone 'UTC')::date as day, sum(r.adds - r.removes)
                           as grown
                  from sync y
                  join lateral (select finished_at, adds, removes from run r
                                 where r.tenant_id = y.tenant_id and r.sync_id = y.id order by r.id desc limit ?) r on true
                 where y.tenant_id = ? and y.id = any (?) and r.finished_at >= ?
                 group by y.tenant_id, y.id, day""",
                        RUNS,
                        tenant,
                        connection.createArrayOf("bigint", syncs.toArray()),
                        today.minusDays(DAYS - 1L).atStartOfDay().atOffset(ZoneOffset.UTC))
                .list(
                        connection,
                        row -> new Day(
                                row.getLong(1), row.getLong(2), row.getDate(3).toLocalDate(), row.getLong(4)));
    }
}
