package io.segue.sync.page;

import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.platform.Select;
import io.segue.sync.RunSummary;
import io.segue.web.catalogue.ShownError;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads runs for pages. */
@ApplicationScoped
public class RunViews {

    private static final int CALLS_SHOWN = 100;

    private final Database database;
    private final OpaqueIds ids;
    private final Clock clock;

    RunViews(Database database, OpaqueIds ids, Clock clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * One run in full, with its last calls.
     *
     * @param heldBack removals that it counted and did not send, since they wait for a person
     */
    record RunView(
            String slug,
            RunSummary run,
            String segmentId,
            Optional<String> segmentUrl,
            Optional<Instant> startedAt,
            Optional<Long> planned,
            long calls,
            long retries,
            Optional<String> phase,
            Waits waits,
            Optional<Long> heldBack,
            long perSecond,
            long seconds,
            Optional<String> traceId,
            CallPage page) {

        public boolean isOpen() {
            return run.state().equals("waiting") || run.state().equals("running");
        }

        /** Whoever reads earlier calls is not led away from them by newer ones. */
        public boolean isLive() {
            return isOpen() && page.isNewest();
        }

        public boolean isWholeShown() {
            return page.lowest() == 1 && page.highest() == calls;
        }

        /** Nobody has taken it up yet. */
        public boolean isQueued() {
            return run.state().equals("waiting");
        }

        public long done() {
            return run.adds() + run.removes() + run.quarantined();
        }

        /** Of a hundred; empty until it is known how many there are. */
        public Optional<Long> percent() {
            return planned.filter(all -> all > 0).map(all -> Math.min(100, done() * 100 / all));
        }

        /** At the rate so far; empty when nothing is known yet. */
        public Optional<Long> secondsLeft() {
            return planned.filter(all -> perSecond > 0 && all > done()).map(all -> (all - done()) / perSecond + 1);
        }
    }

    /**
     * How LaunchDarkly had the run wait.
     *
     * @param seconds in all, those of the present wait included
     * @param now the present wait, if there is one
     */
    record Waits(long times, long seconds, Optional<Wait> now) {}

    /** So many seconds were asked for, and it goes on then. */
    record Wait(long seconds, Instant until) {}

    /**
     * Calls, newest first.
     *
     * @param isNewest whether these are the last ones that were made
     * @param first the smallest number that is kept; older calls are gone
     */
    record CallPage(List<Call> calls, boolean isNewest, int first) {

        public boolean hasOlder() {
            return !calls.isEmpty() && lowest() > first;
        }

        public int highest() {
            return calls.isEmpty() ? 0 : calls.get(0).ordinal();
        }

        public int lowest() {
            return calls.isEmpty() ? 0 : calls.get(calls.size() - 1).ordinal();
        }

        /** The page before this one ends below this number. */
        public int newerBelow() {
            return highest() + CALLS_SHOWN + 1;
        }
    }

    /** One call to LaunchDarkly. */
    record Call(
            int ordinal,
            Instant at,
            int adds,
            int removes,
            Optional<Integer> status,
            String outcome,
            int millis,
            Optional<Long> waitSeconds,
            Optional<ShownError> failure) {}

    /** The newest runs of all syncs. */
    public List<RunSummary> recent(long tenant, int most) {
        return database.inTenant(
                tenant,
                connection -> new Select(
                                RunSummary.COLUMNS + " where r.tenant_id = ? order by r.id desc limit ?", tenant, most)
                        .list(connection, row -> RunSummary.of(row, ids)));
    }

    List<RunSummary> ofSegment(long tenant, long segment, int most) {
        return list(tenant, Optional.of(segment), "", Optional.empty(), most);
    }

    /** The newest first, from below a run on; of one segment, and in one state, when these are given. */
    List<RunSummary> list(long tenant, Optional<Long> segment, String state, Optional<Long> below, int most) {
        StringBuilder sql = new StringBuilder(RunSummary.COLUMNS).append(" where r.tenant_id = ?");
        List<Object> values = new ArrayList<>(List.of(tenant));
        segment.ifPresent(id -> {
            sql.append(" and y.segment_id = ?");
            values.add(id);
        });
        if (!state.isEmpty()) {
            sql.append(" and r.state = ?");
            values.add(state);
        }
        below.ifPresent(id -> {
            sql.append(" and r.id < ?");
            values.add(id);
        });
        sql.append(" order by r.id desc limit ").append(most);
        return database.inTenant(
                tenant,
                connection ->
                        new Select(sql.toString(), values.toArray()).list(connection, row -> RunSummary.of(row, ids)));
    }

    /** With the calls below that number, or the last ones when there is none. */
    Optional<RunView> find(long tenant, String slug, long run, Optional<Integer> below) {
        return database.inTenant(tenant, connection -> {
            CallPage calls = calls(connection, tenant, run, below);
            return new Select("""
                    with found as (select r.*, y.segment_id, y.segment_url, s.name as segment, c.name as connection,
                           (select h.removals from hold h where h.tenant_id = r.tenant_id and h.sync_id = r.sync_id
                               and h.counted_at between r.started_at and coalesce(r.finished_at, now()) limit 1) as held_back
                      from run r
                      join sync y on y.tenant_id = r.tenant_id and y.id = r.sync_id
                      join segment s on s.tenant_id = r.tenant_id and s.id = y.segment_id
                      join connection c on c.tenant_id = r.tenant_id and c.id = y.connection_id
                     where r.tenant_id = ? and r.id = ?) select * from found""", tenant, run).first(connection, row -> view(row, slug, calls));
        });
    }

    private RunView view(ResultSet row, String slug, CallPage calls) throws SQLException {
        RunSummary summary = RunSummary.of(row, ids);
        Optional<Instant> started = Select.time(row, "started_at");
        long planned = row.getLong("planned");
        boolean isPlanned = !row.wasNull();
        return new RunView(
                slug,
                summary,
                ids.encode("seg", row.getLong("segment_id")),
                Select.text(row, "segment_url"),
                started,
                isPlanned ? Optional.of(planned) : Optional.empty(),
                row.getLong("calls"),
                row.getLong("retries"),
                Select.text(row, "phase"),
                waits(row),
                Optional.ofNullable(row.getObject("held_back", Long.class)),
                perSecond(summary, started),
                taken(summary, started).toSeconds(),
                Select.text(row, "trace_id"),
                calls);
    }

    private Waits waits(ResultSet row) throws SQLException {
        Instant since = Select.time(row, "waiting_since").orElse(Instant.EPOCH);
        Optional<Wait> now = Select.time(row, "waiting_until")
                .filter(until -> until.isAfter(clock.instant()))
                .map(until -> new Wait(seconds(Duration.between(since, until).toMillis()), until));
        return new Waits(row.getLong("waits"), seconds(row.getLong("waited_millis")), now);
    }

    /** As LaunchDarkly says them: it asks for whole seconds, and a little is gone when the answer is here. */
    private static long seconds(long millis) {
        return (millis + 999) / 1000;
    }

    private Duration taken(RunSummary run, Optional<Instant> started) {
        Instant until = run.finishedAt().orElseGet(clock::instant);
        return Duration.between(started.orElse(until), until);
    }

    private long perSecond(RunSummary run, Optional<Instant> started) {
        return (run.adds() + run.removes())
                * 1000
                / Math.max(1, taken(run, started).toMillis());
    }

    private static CallPage calls(Connection connection, long tenant, long run, Optional<Integer> below)
            throws SQLException {
        List<Call> calls = new Select("""
                select ordinal, at, adds, removes, status, outcome, millis, wait_millis, message from run_call
                 where tenant_id = ? and run_id = ? and ordinal < ? order by ordinal desc limit ?""", tenant, run, below.orElse(Integer.MAX_VALUE), CALLS_SHOWN)
                .list(connection, RunViews::call);
        int first = new Select("""
                select ordinal from run_call where tenant_id = ? and run_id = ? order by ordinal limit 1""", tenant, run)
                .first(connection, row -> row.getInt(1))
                .orElse(0);
        int last = new Select("""
                select ordinal from run_call where tenant_id = ? and run_id = ? order by ordinal desc limit 1""", tenant, run)
                .first(connection, row -> row.getInt(1))
                .orElse(0);
        return new CallPage(calls, calls.isEmpty() || calls.get(0).ordinal() == last, first);
    }

    private static Call call(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new Call(
                row.getInt("ordinal"),
                row.getTimestamp("at").toInstant(),
                row.getInt("adds"),
                row.getInt("removes"),
                status == 0 ? Optional.empty() : Optional.of(status),
                row.getString("outcome"),
                row.getInt("millis"),
                Optional.ofNullable(row.getObject("wait_millis", Integer.class)).map(millis -> seconds(millis)),
                ShownError.ofCall(row));
    }
}
