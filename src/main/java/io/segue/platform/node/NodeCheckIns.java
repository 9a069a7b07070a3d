package io.segue.platform.node;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * Says every few seconds, in the database, that this node is there; says so itself when it goes. No job of Quartz's: that
 * one runs on a single node at a time.
 */
@ApplicationScoped
public class NodeCheckIns {

    private static final int EVERY_SECONDS = 10;

    private final Database database;
    private final ThisNode node;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Instant startedAt;
    private final ScheduledExecutorService ticker;
    private volatile boolean isFailing;

    NodeCheckIns(Database database, ThisNode node, Scheduler scheduler, Clock clock) {
        this.database = database;
        this.node = node;
        this.scheduler = scheduler;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "node-check-in");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start(@Observes StartupEvent event) {
        ticker.scheduleWithFixedDelay(this::checkIn, 0, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Who goes in order is not missed by anybody. */
    void stop(@Observes ShutdownEvent event) {
        ticker.shutdownNow();
        try {
            database.as(
                    Role.WORKER,
                    connection -> new Select("delete from node where id = ? returning id", node.id())
                            .first(connection, row -> true));
        } catch (RuntimeException e) {
            Log.warnf(
                    "Saying that this node goes failed: %s. The others see that it is not heard from.", e.getMessage());
        }
    }

    /** Visible for tests: nobody waits there. */
    public void checkIn() {
        try {
            database.as(Role.WORKER, this::write);
            isFailing = false;
        } catch (RuntimeException e) {
            if (!isFailing) {
                Log.warnf(
                        "Saying that this node is there failed: %s. It is tried again every %d seconds.",
                        e.getMessage(), EVERY_SECONDS);
            }
            isFailing = true;
        }
    }

    /** By the database's clock, so that nodes whose clocks differ can be compared; those gone for a day are forgotten. */
    private boolean write(Connection connection) throws SQLException {
        new Select(
                        """
                        insert into node (id, host, version, java, scheduler, started_at, seen_at, clock_ahead_millis)
                        values (?, ?, ?, ?, ?, ?, clock_timestamp(), extract(epoch from ?::timestamptz - clock_timestamp()) * 1000)
                        on conflict (id) do update set seen_at = excluded.seen_at, clock_ahead_millis = excluded.clock_ahead_millis
                        returning id""",
                        node.id(),
                        node.host(),
                        node.version(),
                        node.java(),
                        schedulerName(),
                        startedAt.atOffset(ZoneOffset.UTC),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .first(connection, row -> true);
        new Select("delete from node where seen_at < now() - interval '1 day' returning id")
                .list(connection, row -> true);
        return true;
    }

    private String schedulerName() {
        try {
            return scheduler.getSchedulerInstanceId();
        } catch (SchedulerException e) {
            return "unknown";
        }
    }
}
