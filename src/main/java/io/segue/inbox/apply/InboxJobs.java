package io.segue.inbox.apply;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.inbox.InboxConfig;
import io.segue.inbox.apply.Applier.SegmentRef;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.platform.retention.DayPartitions;
import io.segue.platform.retention.Purge;
import io.segue.segment.SegmentSettledEvent;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the inbox does by the clock: pick up what a crash left, call tasks quiet or incomplete, keep what is due. */
@ApplicationScoped
public class InboxJobs {

    private static final DayPartitions DELIVERIES = new DayPartitions("delivery");
    private static final DayPartitions BODIES = new DayPartitions("delivery_body");
    private static final Purge KEYS = new Purge("""
            delete from delivery_key where ctid = any (array(
                select ctid from delivery_key where tenant_id = ? and received_at < ? limit ?))""");

    private final Database database;
    private final Applier applier;
    private final InboxConfig config;
    private final Tenants tenants;
    private final Event<SegmentSettledEvent> settled;
    private final Clock clock;

    InboxJobs(
            Database database,
            Applier applier,
            InboxConfig config,
            Tenants tenants,
            Event<SegmentSettledEvent> settled,
            Clock clock) {
        this.database = database;
        this.tenants = tenants;
        this.applier = applier;
        this.config = config;
        this.settled = settled;
        this.clock = clock;
    }

    @Scheduled(identity = "waiting-deliveries", every = "5s", delayed = "3s")
    void pickUpWaiting() {
        List<SegmentRef> found = database.as(Role.WORKER, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select distinct tenant_id, segment_id from delivery
                     where verdict = 'waiting' and segment_id is not null and received_at < now() - interval '3 seconds'
                     limit 1000""")) {
                return segments(select);
            }
        });
        found.forEach(ref -> applier.wake(ref.tenant(), ref.segment()));
    }

    /** Visible for tests: the clock ticks there, no one waits. */
    @Scheduled(identity = "open-tasks", every = "15s", delayed = "10s")
    void closeTasks() {
        for (SegmentRef ref : open("quiet_at is null", config.quietAfter())) {
            database.doInTenant(ref.tenant(), connection -> {
                if (mark(connection, ref, TaskLog.QUIET, "quiet_at is null", config.quietAfter())) {
                    settled.fire(new SegmentSettledEvent(connection, ref.tenant(), ref.segment()));
                }
            });
        }
        for (SegmentRef ref : open("incomplete_at is null", config.incompleteAfter())) {
            database.doInTenant(
                    ref.tenant(),
                    connection -> mark(
                            connection, ref, TaskLog.INCOMPLETE, "incomplete_at is null", config.incompleteAfter()));
        }
    }

    /** Visible for tests. */
    @Scheduled(identity = "retention", every = "1h", delayed = "30s")
    void keepWhatIsDue() {
        int dropped = keep(BODIES, config.keepBodies()) + keep(DELIVERIES, config.keepDeliveries());
        if (dropped > 0) {
            Log.infof("Dropped %d days of old deliveries and bodies", dropped);
        }
    }

    /** Each in a transaction of its own: who has one of them and waits for the other must not wait for us, who wait for it. */
    private int keep(DayPartitions table, Duration kept) {
        Instant now = clock.instant();
        return database.as(Role.WORKER, connection -> {
            table.makeAhead(connection, LocalDate.ofInstant(now, ZoneOffset.UTC));
            Instant old = now.minus(kept);
            return table.dropBefore(
                    connection, oldestWaiting(connection).filter(old::isAfter).orElse(old));
        });
    }

    /** What was acknowledged and is not applied yet stays, however old it is. */
    private static Optional<Instant> oldestWaiting(Connection connection) throws SQLException {
        return new Select("select min(received_at) from delivery where verdict = 'waiting' having count(*) > 0")
                .first(connection, row -> row.getTimestamp(1).toInstant());
    }

    /** What recognises a delivery that comes again goes later than the delivery. Visible for tests. */
    @Scheduled(identity = "old-keys", every = "1h", delayed = "50s")
    void dropOldKeys() {
        Instant before = clock.instant().minus(config.keepKeys());
        List<Long> everyone = tenants.all().stream().map(TenantSummary::id).toList();
        long gone = KEYS.before(before, everyone, database);
        if (gone > 0) {
            Log.infof("Deleted %d keys of old deliveries", gone);
        }
    }

    private List<SegmentRef> open(String condition, Duration after) {
        return database.as(Role.WORKER, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select distinct tenant_id, segment_id from task
                     where completed_at is null and incomplete_at is null and last_at < now() - ? * interval '1 millisecond'
                       and """ + " " + condition + " limit 1000")) {
                select.setLong(1, after.toMillis());
                return segments(select);
            }
        });
    }

    /** Those that are not marked so yet; false when there was none. */
    private static boolean mark(Connection connection, SegmentRef ref, String mark, String condition, Duration after)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update task set " + mark + " " + """
                 where tenant_id = ? and segment_id = ? and completed_at is null
                   and last_at < now() - ? * interval '1 millisecond' and """ + " " + condition)) {
            update.setLong(1, ref.tenant());
            update.setLong(2, ref.segment());
            update.setLong(3, after.toMillis());
            return update.executeUpdate() > 0;
        }
    }

    private static List<SegmentRef> segments(PreparedStatement select) throws SQLException {
        List<SegmentRef> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(new SegmentRef(rows.getLong(1), rows.getLong(2)));
            }
        }
        return found;
    }
}
