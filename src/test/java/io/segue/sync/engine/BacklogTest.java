package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingClock;
import io.segue.TestingDatabase;
import io.segue.connection.Connections;
import io.segue.segment.PendingChanges;
import io.segue.sync.Stops;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.claim.Claim;
import io.segue.sync.observe.RunWatch;
import io.segue.sync.pace.Paces;
import io.segue.web.Stopping;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run begins behind everything that was acknowledged before it: bringing that in may take longer than a lease lasts. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class BacklogTest {

    private final TestingClock clock = new TestingClock();

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Stops stops;

    @Inject
    RunDatabase database;

    @Inject
    RunStates states;

    @Inject
    Connections connections;

    @Inject
    Paces paces;

    @Inject
    RunDelivery delivery;

    @Inject
    RunWatch.Watches watches;

    @Inject
    Stopping node;

    Ordered sync;

    @BeforeEach
    void order() {
        sync = syncs.order(syncs.place(), "950");
        syncs.enter(sync, "ann");
        syncs.awaitQuiet(sync);
    }

    @Test
    void itsLeaseIsKeptMeanwhile() {
        run((tenant, segment, between) -> {
            for (int part = 0; part < 3; part++) {
                almostEndTheLease();
                between.run();
                assertThat(syncs.one(sync, "select lease_until > now() + interval '20 s' from sync"))
                        .isEqualTo("t");
            }
        });

        assertThat(syncs.one(sync, "select state from run")).isEqualTo("succeeded");
        assertThat(target.held(sync.place().clientSideId(), "950")).containsExactly("ann");
    }

    @Test
    void itEndsWhenAnotherNodeTookItMeanwhile() {
        run((tenant, segment, between) -> {
            almostEndTheLease();
            syncs.sql(sync.tenant(), "update sync set fence = fence + 1");
            between.run();
        });

        assertThat(target.calls(sync.place().clientSideId())).isEmpty();
        assertThat(syncs.one(sync, "select state from run")).isEqualTo("running");
    }

    @Test
    void itEndsWhenAPersonPausesItMeanwhile() {
        run((tenant, segment, between) -> {
            stops.pause(sync.tenant(), sync.sync(), "x");
            almostEndTheLease();
            between.run();
        });

        assertThat(target.calls(sync.place().clientSideId())).isEmpty();
        assertThat(syncs.one(sync, "select state from run")).isEqualTo("cancelled");
    }

    private void almostEndTheLease() {
        syncs.sql(sync.tenant(), "update sync set lease_until = now() + interval '1 s'");
        clock.tick(Duration.ofSeconds(29));
    }

    /** As a node does that has claimed it; no other one can, as long as its lease lasts. */
    private void run(PendingChanges pending) {
        syncs.sql(sync.tenant(), "update sync set fence = fence + 1, lease_until = now() + interval '1 minute'");
        syncs.start(sync);
        Claim claim = new Claim(
                sync.tenant(),
                sync.sync(),
                sync.segment(),
                sync.place().connection(),
                Long.parseLong(syncs.one(sync, "select fence from sync")));
        new SyncRunner(database, pending, states, connections, paces, delivery, watches, node, clock)
                .run(claim, isWaiting -> {}, Runnable::run);
    }
}
