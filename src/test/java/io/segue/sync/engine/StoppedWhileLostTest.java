package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.sync.Mode;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.web.TestingStopping;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run whose node was lost ends also when a person stops its sync before another node takes over. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class StoppedWhileLostTest {

    private static final String STOPPED =
            "cancelled: Stopped by a person while it ran; what was confirmed until then counts.";

    @Inject
    TestingSyncs syncs;

    @Inject
    Syncs orders;

    @Inject
    Stops stops;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingStopping stopping;

    Ordered sync;
    CompletableFuture<Void> late;
    long run;

    @BeforeEach
    void oneCallIsUnderWay() {
        late = new CompletableFuture<>();
        sync = syncs.order(syncs.place(), "504");
        syncs.enter(sync, "ann", "bob");
        target.delayNext(sync.place().clientSideId(), late);
        run = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() == 1);
    }

    @AfterEach
    void letEverythingEnd() {
        stopping.goOn();
        late.complete(null);
    }

    @Test
    void turnedOffWhenTheLeaseIsOverItEndsAtOnce() {
        letTheLeaseEnd();

        order(Mode.OFF);

        assertThat(end()).isEqualTo(STOPPED);
        late.complete(null);
        await().until(() -> syncs.one(sync, "select count(*) from open_batch").equals("2"));
        assertThat(end()).isEqualTo(STOPPED);
        assertThat(syncs.one(sync, "select calls from run where id = " + run)).isEqualTo("0");
    }

    @Test
    void turnedOffBeforeTheLeaseIsOverItIsEndedByWhoTakesOver() {
        order(Mode.OFF);
        letTheLeaseEnd();
        syncs.lookForDue();
        syncs.awaitEnd(sync, run);

        assertThat(end()).isEqualTo(STOPPED);
        assertThat(syncs.one(sync, "select mode || ' ' || coalesce(next_run_at::text, 'never') from sync"))
                .isEqualTo("off never");
        assertThat(syncs.one(sync, "select count(*) from run")).isEqualTo("1");
    }

    @Test
    void whatItsLostCallBroughtIsDealtWithWhenItIsTurnedOnAgain() {
        letTheLeaseEnd();
        order(Mode.OFF);
        syncs.leave(sync, "bob");
        late.complete(null);
        await().until(() -> held().equals(Set.of("ann", "bob")));

        order(Mode.RECURRING);
        syncs.run(sync);

        await().atMost(Duration.ofSeconds(20)).until(() -> held().equals(Set.of("ann")));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> syncs.one(sync, "select count(*) from open_batch").equals("0"));
    }

    @Test
    void pausedWhenTheLeaseIsOverItEndsAndTheRestIsSentWhenItIsResumed() {
        letTheLeaseEnd();

        stops.pause(sync.tenant(), sync.sync(), "x");

        assertThat(end()).isEqualTo("cancelled: Paused while it ran; the rest is sent when the sync is resumed.");
        stops.resume(sync.tenant(), sync.sync(), "x");
        await().atMost(Duration.ofSeconds(20)).until(() -> held().equals(Set.of("ann", "bob")));
    }

    @Test
    void emptiedBeforeTheLeaseIsOverItIsNotGoneOnWith() {
        long emptying = stops.empty(sync.tenant(), sync.sync(), "x");
        letTheLeaseEnd();
        syncs.lookForDue();
        syncs.awaitEnd(sync, emptying);

        assertThat(end()).isEqualTo(STOPPED);
        late.complete(null);
        await().atMost(Duration.ofSeconds(20)).until(() -> held().isEmpty());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> syncs.one(sync, "select count(*) from open_batch").equals("0"));
    }

    @Test
    void turnedOffWhileItsNodeLeavesItEnds() {
        stopping.stop();
        order(Mode.OFF);
        late.complete(null);
        syncs.awaitEnd(sync, run);

        assertThat(end()).isEqualTo(STOPPED);
    }

    @Test
    void turnedOffAfterItsNodeLeftItEndsAtOnce() {
        stopping.stop();
        late.complete(null);
        await().until(() -> syncs.one(sync, "select count(*) from sync where lease_until is not null")
                .equals("0"));

        order(Mode.OFF);

        assertThat(end()).startsWith("cancelled");
    }

    private void letTheLeaseEnd() {
        syncs.sql(
                sync.tenant(),
                "update sync set lease_until = now() - interval '1 s', next_run_at = next_run_at - interval '1 minute'");
    }

    private void order(Mode mode) {
        orders.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(sync.place().connection(), mode, Duration.ofHours(4), false, Optional.empty()),
                "x");
    }

    private String end() {
        return syncs.one(sync, "select state || coalesce(': ' || failure_message, '') from run where id = " + run);
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "504");
    }
}
