package io.segue.sync.size;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.size.Sizes.Step;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reckons back from what LaunchDarkly holds now, run by run: every run says what LaunchDarkly took, so each size is exact
 * and nothing need be sampled.
 */
@ApplicationScoped
public class SizeHistory {

    /** More runs than this are gathered into so many steps; a line cannot show more. */
    static final int MOST_STEPS = 990;

    private static final double NOT_GATHERED_SECONDS = 0.000001;

    private final Database database;

    SizeHistory(Database database) {
        this.database = database;
    }

    private record Environment(long sync, String name, long now) {}

    /** What the runs of one sync did within one step. */
    private record Change(long bucket, long sync, Instant at, long adds, long removes) {}

    public Sizes of(long tenant, long segment, SizeWindow window) {
        return database.inTenant(tenant, connection -> {
            List<Environment> environments = environments(connection, tenant, segment);
            Optional<Instant> first = firstRun(connection, tenant, segment);
            if (first.isEmpty() || !first.get().isBefore(window.until())) {
                return new Sizes(environments.stream().map(Environment::name).toList(), List.of());
            }
            Instant from = window.from().filter(first.get()::isBefore).orElse(first.get());
            return sizes(
                    environments, changes(connection, tenant, segment, from, window.until()), from, window.until());
        });
    }

    /** What a run that goes on has done already is not part of the past that is reckoned back. */
    private static List<Environment> environments(Connection connection, long tenant, long segment)
            throws SQLException {
        return new Select("""
                select y.id, c.name, y.delivered_count - coalesce((select sum(r.adds - r.removes) from run r
                         where r.tenant_id = y.tenant_id and r.sync_id = y.id and r.state = 'running'), 0) as now
                  from sync y join connection c on c.tenant_id = y.tenant_id and c.id = y.connection_id
                 where y.tenant_id = ? and y.segment_id = ? order by c.name""", tenant, segment)
                .list(connection, row -> new Environment(row.getLong("id"), row.getString("name"), row.getLong("now")));
    }

    private static Optional<Instant> firstRun(Connection connection, long tenant, long segment) throws SQLException {
        return new Select("""
                select min(f.finished_at) as first from sync y
                  join lateral (select finished_at from run r where r.tenant_id = y.tenant_id and r.sync_id = y.id
                                   and r.finished_at is not null order by r.id limit 1) f on true
                 where y.tenant_id = ? and y.segment_id = ?""", tenant, segment)
                .first(connection, row -> Select.time(row, "first"))
                .flatMap(found -> found);
    }

    private static List<Change> changes(Connection connection, long tenant, long segment, Instant from, Instant until)
            throws SQLException {
        double width = runs(connection, tenant, segment, from) <= MOST_STEPS
                ? NOT_GATHERED_SECONDS
                : Math.max(1, (until.toEpochMilli() - from.toEpochMilli()) / 1000.0 / MOST_STEPS);
        return new Select("""
                select b.*, y.id as sync_id from sync y
                  join lateral (select floor(extract(epoch from r.finished_at) / ?)::bigint as bucket,
                                       max(r.finished_at) as at, sum(r.adds) as adds, sum(r.removes) as removes
                                  from run r where r.tenant_id = y.tenant_id and r.sync_id = y.id and r.finished_at >= ?
                                 group by 1) b on true
                 where y.tenant_id = ? and y.segment_id = ? order by b.bucket""", width, Timestamp.from(from), tenant, segment)
                .list(
                        connection,
                        row -> new Change(
                                row.getLong("bucket"),
                                row.getLong("sync_id"),
                                row.getTimestamp("at").toInstant(),
                                row.getLong("adds"),
                                row.getLong("removes")));
    }

    private static long runs(Connection connection, long tenant, long segment, Instant from) throws SQLException {
        return new Select("""
                select count(*) as runs from sync y join run r on r.tenant_id = y.tenant_id and r.sync_id = y.id
                 where y.tenant_id = ? and y.segment_id = ? and r.finished_at >= ?""", tenant, segment, Timestamp.from(from))
                .first(connection, row -> row.getLong("runs"))
                .orElseThrow();
    }

    private static Sizes sizes(List<Environment> environments, List<Change> changes, Instant from, Instant until) {
        Map<Long, Integer> places = new HashMap<>();
        Long[] held = new Long[environments.size()];
        for (int i = 0; i < held.length; i++) {
            places.put(environments.get(i).sync(), i);
            held[i] = environments.get(i).now();
        }
        TreeMap<Long, List<Change>> byBucket = new TreeMap<>();
        changes.forEach(change -> byBucket.computeIfAbsent(change.bucket(), b -> new ArrayList<>())
                .add(change));
        List<Step> backwards = new ArrayList<>();
        for (List<Change> together : byBucket.descendingMap().values()) {
            Instant at =
                    together.stream().map(Change::at).max(Instant::compareTo).orElseThrow();
            if (!at.isAfter(until)) {
                if (backwards.isEmpty()) {
                    backwards.add(end(until, held));
                }
                backwards.add(new Step(
                        at,
                        shown(held),
                        together.stream().mapToLong(Change::adds).sum(),
                        together.stream().mapToLong(Change::removes).sum(),
                        true));
            }
            for (Change change : together) {
                int place = places.get(change.sync());
                held[place] -= change.adds() - change.removes();
            }
        }
        if (backwards.isEmpty()) {
            backwards.add(end(until, held));
        }
        backwards.add(end(from, held));
        Collections.reverse(backwards);
        return new Sizes(environments.stream().map(Environment::name).toList(), backwards);
    }

    private static Step end(Instant at, Long[] held) {
        return new Step(at, shown(held), 0, 0, false);
    }

    /** Runs older than those kept, and keys counted anew, may leave a little too much to take away. */
    private static List<Long> shown(Long[] held) {
        return Arrays.stream(held).map(size -> Math.max(0, size)).toList();
    }
}
