package io.segue.dashboard.overview;

import io.segue.dashboard.overview.Activity.Day;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what moved day by day in a zone; days that are over do not change, so they are read once. */
@ApplicationScoped
class ActivityViews {

    static final int DAYS = 14;

    private static final int KEPT = 2_000;

    /** A run that ended before midnight is written down by then. */
    private static final Duration UNTIL_OVER = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final Map<Whose, Past> past = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Whose, Past> eldest) {
            return size() > KEPT;
        }
    });

    ActivityViews(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Whose(long tenant, ZoneId zone) {}

    /** The days from the first one shown until, exclusively, the first that is not over. */
    private record Past(LocalDate first, LocalDate until, Map<LocalDate, Day> days) {}

    /** The last days, today's last; each is there, also when nothing ran. */
    Activity lastDays(long tenant, ZoneId zone) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate first = today.minusDays(DAYS - 1L);
        LocalDate open = LocalDate.ofInstant(now.minus(UNTIL_OVER), zone);
        Whose whose = new Whose(tenant, zone);
        Past over = past.get(whose);
        if (over == null || !over.first().equals(first) || !over.until().equals(open)) {
            over = new Past(first, open, read(whose, first, open));
            past.put(whose, over);
        }
        Map<LocalDate, Day> found = new HashMap<>(over.days());
        found.putAll(read(whose, open, today.plusDays(1)));
        List<Day> days = first.datesUntil(today.plusDays(1))
                .map(day -> found.getOrDefault(day, new Day(day, 0, 0, 0, 0)))
                .toList();
        return new Activity(days);
    }

    /** Days are cut here, not by PostgreSQL: it may not know the zone. */
    private Map<LocalDate, Day> read(Whose whose, LocalDate from, LocalDate until) {
        Timestamp[] starts =
                from.datesUntil(until).map(day -> start(day, whose.zone())).toArray(Timestamp[]::new);
        return database
                .inTenant(
                        whose.tenant(),
                        connection -> new Select(
                                        """
                select width_bucket(finished_at, ?) as day, sum(adds) as adds, sum(removes) as removes,
                       count(*) as runs, count(*) filter (where state = 'failed') as failed
                  from run where tenant_id = ? and finished_at >= ? and finished_at < ? group by 1""",
                                        connection.createArrayOf("timestamptz", starts),
                                        whose.tenant(),
                                        start(from, whose.zone()),
                                        start(until, whose.zone()))
                                .list(
                                        connection,
                                        row -> new Day(
                                                from.plusDays(row.getInt("day") - 1L),
                                                row.getLong("adds"),
                                                row.getLong("removes"),
                                                row.getLong("runs"),
                                                row.getLong("failed"))))
                .stream()
                .collect(Collectors.toMap(Day::date, Function.identity()));
    }

    private static Timestamp start(LocalDate day, ZoneId zone) {
        return Timestamp.from(day.atStartOfDay(zone).toInstant());
    }
}
