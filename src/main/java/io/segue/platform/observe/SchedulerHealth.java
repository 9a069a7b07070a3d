package io.segue.platform.observe;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/** Whether jobs are run: by this node's scheduler, and in time by whichever node. */
@Wellness
@ApplicationScoped
class SchedulerHealth implements HealthCheck {

    /** A node that was cut off is noticed after 40 seconds at most, and its jobs are run then. */
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final Scheduler scheduler;
    private final Database database;
    private final Clock clock;

    SchedulerHealth(Scheduler scheduler, Database database, Clock clock) {
        this.scheduler = scheduler;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("scheduler");
        try {
            boolean isRunning = scheduler.isStarted() && !scheduler.isInStandbyMode() && !scheduler.isShutdown();
            long late = secondsLate();
            return answer.status(isRunning && late <= LATEST.toSeconds())
                    .withData("running", isRunning)
                    .withData("secondsLate", late)
                    .build();
        } catch (SchedulerException | RuntimeException e) {
            return answer.down().build();
        }
    }

    /** By how much the job that waits longest is late. */
    private long secondsLate() {
        Optional<Instant> next = database.inTenant(
                0,
                connection -> new Select("""
                        select to_timestamp(min(next_fire_time) / 1000.0) as next from quartz.qrtz_triggers
                         where trigger_state in ('WAITING', 'ACQUIRED') and next_fire_time > 0""")
                        .first(connection, row -> Select.time(row, "next"))
                        .flatMap(found -> found));
        return next.map(at -> Math.max(0, Duration.between(at, clock.instant()).toSeconds()))
                .orElse(0L);
    }
}
