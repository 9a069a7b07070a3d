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
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what moved day by day; days that are over do not change, so they are read once. */
@ApplicationScoped
class ActivityViews {

    static final int DAYS = 14;

    private static final int TENANTS_KEPT = 2_000;

    /** A run that ended before midnight is written down by then. */
    private static final Duration UNTIL_OVER = Duration.ofMinutes(10);

    private final Database database;
    private final Clock clock;
    private final Map<Long, Past> past = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Past> eldest) {
            return size() > TENANTS_KEPT;
        }
    });

    ActivityViews(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The days from the first one shown until, exclusively, the first that is not over. */
    private record Past(LocalDate first, LocalDate until, Map<LocalDate, Day> days) {}

    /** The last days, today's last; each is there, also when nothing ran. */
    Activity lastDays(long tenant) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1L);
        LocalDate open = LocalDate.ofInstant(now.minus(UNTIL_OVER), ZoneOffset.UTC);
        Past over = past.get(tenant);
        if (over == null || !over.first().equals(first) || !over.until().equals(open)) {
            over = new Past(first, open, read(tenant, first, open));
            past.put(tenant, over);
        }
        Map<LocalDate, Day> found = new HashMap<>(over.days());
        found.putAll(read(tenant, open, today.plusDays(1)));
        List<Day> days = first.datesUntil(today.plusDays(1))
                .map(day -> found.getOrDefault(day, new Day(day, 0, 0, 0, 0)))
                .toList();
        return new Activity(days);
    }

    private Map<LocalDate, Day> read(long tenant, LocalDate from, LocalDate until) {
        return database
                .inTenant(
                        tenant,
                        connection -> new Select("""
                select (finished_at at time zone 'UTC')::date as day, sum(adds) as adds, sum(removes) as removes,
                       count(*) as runs, count(*) filter (where state = 'failed') as failed
                  from run where tenant_id = ? and finished_at >= ? and finished_at < ? group by 1""", tenant, start(from), start(until))
                                .list(
                                        connection,
                                        row -> new Day(
                                                row.getObject("day", LocalDate.class),
                                                row.getLong("adds"),
                                                row.getLong("removes"),
                                                row.getLong("runs"),
                                                row.getLong("failed"))))
                .stream()
                .collect(Collectors.toMap(Day::date, Function.identity()));
    }

    private static Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay().toInstant(ZoneOffset.UTC));
    }
}
