package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingClock;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.claim.Claim;
import io.segue.sync.observe.RunWatch;
import jakarta.inject.Inject;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sync that LaunchDarkly does not take for three days is parked: not dropped, looked at every 15 minutes. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ParkedTest {

    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final TestingClock clock = new TestingClock();

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingRows rows;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Database database;

    @Inject
    RunDatabase runs;

    @Inject
    RunWatch.Watches watches;

    Ordered sync;

    /** Paused, so that only the test carries it out: its clock is far from the database's. */
    @BeforeEach
    void order() {
        sync = syncs.order(syncs.place(), "940");
        syncs.sql(sync.tenant(), "update sync set paused_at = now()");
    }

    @Test
    void isTriedForThreeDaysAndParkedAMillisecondLater() {
        fail();
        clock.tick(Duration.ofHours(72));
        fail();
        assertThat(state()).isEqualTo("retrying");
        assertThat(nextRun()).isBetween(clock.instant(), clock.instant().plus(QUARTER));

        clock.tick(Duration.ofMillis(1));
        fail();

        assertThat(state()).isEqualTo("parked");
    }

    @Test
    void isLookedAtEveryQuarterOfAnHourForAsLongAsItTakes() {
        fail();
        for (int look = 0; look < 5; look++) {
            clock.tick(Duration.ofDays(30));
            fail();

            assertThat(state()).isEqualTo("parked");
            assertThat(nextRun()).isEqualTo(clock.instant().plus(QUARTER));
        }
    }

    @Test
    void startsToCountAnewAfterItWasTakenOnce() {
        fail();
        clock.tick(Duration.ofHours(73));
        resume();
        syncs.run(sync);
        syncs.sql(sync.tenant(), "update sync set paused_at = now()");
        fail();

        assertThat(state()).isEqualTo("retrying");
    }

    @Test
    void goesOnByItself() {
        fail();
        clock.tick(Duration.ofHours(73));
        fail();
        syncs.enter(sync, "ann");
        resume();

        syncs.letTimePass(sync);
        syncs.awaitQuiet(sync);

        assertThat(target.held(sync.place().clientSideId(), "940")).containsExactly("ann");
        assertThat(state()).isEqualTo("ready");
    }

    /** As a run ends that got no answer. */
    private void fail() {
        syncs.sql(sync.tenant(), "update sync set fence = fence + 1, lease_until = now() + interval '1 minute'");
        long fence = Long.parseLong(syncs.one(sync, "select fence from sync"));
        Claim claim = new Claim(
                sync.tenant(), sync.sync(), sync.segment(), sync.place().connection(), fence);
        long run = rows.run(sync.tenant(), sync.sync(), "running");
        try (RunWatch watch = watches.begin(claim)) {
            new RunEnd(runs, claim, watch, clock)
                    .fail(run, VendorFailure.of(Kind.UNAVAILABLE, 503, "LaunchDarkly is away."));
        }
    }

    private void resume() {
        syncs.sql(sync.tenant(), "update sync set paused_at = null");
    }

    private String state() {
        return syncs.one(sync, "select state from sync");
    }

    private Instant nextRun() {
        return database.inTenant(
                sync.tenant(),
                connection -> new Select("select next_run_at from sync where tenant_id = ?", sync.tenant())
                        .first(connection, row -> row.getTimestamp(1))
                        .map(Timestamp::toInstant)
                        .orElseThrow());
    }
}
