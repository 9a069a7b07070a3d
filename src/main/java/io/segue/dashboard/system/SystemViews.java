package io.segue.dashboard.system;

import io.segue.dashboard.system.SystemView.Versions;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.node.ThisNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads, in support's narrow role, what all nodes have written of themselves and what waits for them. */
@ApplicationScoped
class SystemViews {

    private final Database database;
    private final ThisNode node;
    private final Clock clock;

    SystemViews(Database database, ThisNode node, Clock clock) {
        this.database = database;
        this.node = node;
        this.clock = clock;
    }

    SystemView now() {
        return now(0);
    }

    SystemView now(long sinceSecond) {
        Instant now = clock.instant();
        Instant since = sinceSecond > 0 ? Instant.ofEpochSecond(Math.min(sinceSecond, now.getEpochSecond())) : now;
        return database.as(Database.Role.SUPPORT, connection -> {
            List<Node> nodes = nodes(connection);
            Queue queue = queue(connection);
            List<Schedule> schedules = schedules(connection);
            return new SystemView(
                    nodes,
                    queue,
                    schedules,
                    versions(connection),
                    Trouble.in(nodes, queue, schedules, now),
                    since,
                    now);
        });
    }

    /** Three check-ins may be missed before a node counts as gone. */
    private List<Node> nodes(Connection connection) throws SQLException {
        return new Select("""
                select n.*, n.seen_at > now() - interval '35 seconds' as here, n.id = ? as this,
                       (select count(*) from sync y where y.lease_owner = n.id and y.lease_until > now()) as runs,
                       to_timestamp(q.last_checkin_time / 1000.0) as scheduler_at
                  from node n left join quartz.qrtz_scheduler_state q on q.instance_name = n.scheduler
                 order by here desc, n.started_at, n.id""", node.id()).list(connection, SystemViews::node);
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                row.getString("host"),
                row.getString("version"),
                row.getString("java"),
                row.getTimestamp("started_at").toInstant(),
                row.getTimestamp("seen_at").toInstant(),
                row.getBoolean("here"),
                row.getBoolean("this"),
                row.getLong("runs"),
                Duration.ofMillis(row.getLong("clock_ahead_millis")),
                Select.time(row, "scheduler_at"));
    }

    /** A suspended tenant's syncs keep their time and wait for nobody. */
    private static Queue queue(Connection connection) throws SQLException {
        return new Select("""
                with waiting as (
                    select count(*) as deliveries, min(received_at) as oldest from delivery where verdict = 'waiting'),
                lately as (
                    select count(*) as applied,
                           percentile_cont(array[0.5, 0.95]) within group (
                               order by extract(epoch from applied_at - received_at) * 1000) as millis
                      from delivery where verdict = 'applied' and received_at > now() - interval '5 minutes'),
                due as (
                    select count(*) as due, min(y.next_run_at) as oldest
                      from sync y join tenant t on t.id = y.tenant_id and t.state = 'enabled'
                     where y.next_run_at <= now() and y.paused_at is null and (y.mode <> 'off' or y.to_be_empty)
                       and (y.lease_until is null or y.lease_until < now()))
                select w.deliveries, w.oldest as oldest_delivery, l.applied, l.millis[1] as half, l.millis[2] as most,
                       d.due, d.oldest as oldest_due,
                       (select count(*) from sync where lease_until > now()) as running,
                       (select count(*) from pause where until > now()) as limited
                  from waiting w, lately l, due d""")
                .first(
                        connection,
                        row -> new Queue(
                                row.getLong("deliveries"),
                                Select.time(row, "oldest_delivery"),
                                row.getLong("applied"),
                                millis(row, "half"),
                                millis(row, "most"),
                                row.getLong("due"),
                                Select.time(row, "oldest_due"),
                                row.getLong("running"),
                                row.getLong("limited")))
                .orElseThrow();
    }

    private static Optional<Duration> millis(ResultSet row, String column) throws SQLException {
        double millis = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(millis)));
    }

    private static List<Schedule> schedules(Connection connection) throws SQLException {
        return new Select("""
                select t.job_name, t.trigger_state, s.repeat_interval / 1000 as every,
                       to_timestamp(nullif(t.prev_fire_time, -1) / 1000.0) as last_at,
                       to_timestamp(nullif(t.next_fire_time, -1) / 1000.0) as next_at,
                       (select coalesce(n.host, f.instance_name) from quartz.qrtz_fired_triggers f
                          left join node n on n.scheduler = f.instance_name
                         where f.sched_name = t.sched_name and f.job_name = t.job_name and f.state = 'EXECUTING'
                         order by f.fired_time desc limit 1) as running_on
                  from quartz.qrtz_triggers t
                  left join quartz.qrtz_simple_triggers s on s.sched_name = t.sched_name and s.trigger_name = t.trigger_name
                 order by every, t.job_name""")
                .list(
                        connection,
                        row -> new Schedule(
                                row.getString("job_name"),
                                row.getLong("every"),
                                Select.time(row, "last_at"),
                                Select.time(row, "next_at"),
                                row.getString("trigger_state"),
                                Select.text(row, "running_on")));
    }

    private Versions versions(Connection connection) throws SQLException {
        return new Select("""
                select current_setting('server_version') as database, version, installed_on
                  from public.flyway_schema_history where success and version is not null
                 order by installed_rank desc limit 1""")
                .first(
                        connection,
                        row -> new Versions(
                                node.version(),
                                node.java(),
                                row.getString("database"),
                                row.getString("version"),
                                row.getTimestamp("installed_on").toInstant()))
                .orElseThrow();
    }
}
