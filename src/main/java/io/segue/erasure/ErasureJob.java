package io.segue.erasure;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Looks every few seconds at the erasures that go on, each on one node at a time. */
@ApplicationScoped
class ErasureJob {

    private static final int MOST = 50;

    /** A node that dies during its look is not missed for longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(30);

    /** Most are done within this time; those that are not wait for LaunchDarkly, Heap or a person. */
    private static final Duration YOUNG = Duration.ofMinutes(2);

    private final Database database;
    private final ErasureProgress progress;
    private final ErasureRunner runner;
    private final Clock clock;

    ErasureJob(Database database, ErasureProgress progress, ErasureRunner runner, Clock clock) {
        this.database = database;
        this.progress = progress;
        this.runner = runner;
        this.clock = clock;
    }

    private record Due(long tenant, long erasure) {}

    /** Visible for tests. */
    @Scheduled(
            identity = "erasures",
            every = "3s",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        List<Due> due = database.as(
                Role.WORKER,
                connection -> new Select("""
                select tenant_id, id from erasure where done_at is null and next_at <= ? order by next_at limit ?""", Timestamp.from(clock.instant()), MOST)
                        .list(connection, row -> new Due(row.getLong(1), row.getLong(2))));
        due.forEach(one -> progress.take(one.tenant(), one.erasure(), PATIENCE).ifPresent(this::carryOn));
    }

    private void carryOn(Going going) {
        try {
            boolean isBusy = runner.carryOn(going);
            if (!going.isComplete()) {
                progress.lookAgain(going, isBusy ? Duration.ZERO : waitOf(going));
            }
        } catch (RuntimeException e) {
            Log.warnf(
                    e,
                    "Carrying erasure %d of tenant %d on failed. It is tried again in two minutes.",
                    going.id(),
                    going.tenant());
            progress.failed(going, "Something failed on our side; it is tried again by itself.");
        }
    }

    private Duration waitOf(Going going) {
        boolean isYoung = going.requestedAt().plus(YOUNG).isAfter(clock.instant());
        return isYoung ? SOON : LATER;
    }
}
