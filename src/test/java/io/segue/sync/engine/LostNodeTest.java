package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that stood still for longer than its lease has calls under way that nobody waits for any more. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LostNodeTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;
    CompletableFuture<Void> late;

    @BeforeEach
    void oneCallIsStillUnderWayWhenAnotherNodeTakesOver() {
        late = new CompletableFuture<>();
        sync = syncs.order(syncs.place(), "501");
        syncs.enter(sync, "ann", "bob");
        target.delayNext(sync.place().clientSideId(), late);
        long run = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() == 1);
        syncs.sql(
                sync.tenant(),
                "update sync set lease_until = now() - interval '1 s', next_run_at = now() where id = " + sync.sync());
        syncs.lookForDue();
        syncs.awaitEnd(sync, run);
    }

    @AfterEach
    void letEverythingEnd() {
        late.complete(null);
    }

    @Test
    void theOtherNodeSendsWhatWasUnderWay() {
        assertThat(target.held(sync.place().clientSideId(), "501")).containsExactly("ann", "bob");
    }

    @Test
    void whatTheLateCallBringsBackLeavesAgain() {
        syncs.leave(sync, "ann", "bob");
        syncs.run(sync);
        assertThat(target.held(sync.place().clientSideId(), "501")).isEmpty();

        // It arrives before this returns.
        late.complete(null);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(target.calls(sync.place().clientSideId()))
                    .hasSize(4)
                    .last()
                    .satisfies(batch -> assertThat(batch.removes()).containsExactlyInAnyOrder("ann", "bob"));
            assertThat(target.held(sync.place().clientSideId(), "501")).isEmpty();
        });
    }

    @Test
    void nothingStaysInDoubtForEver() {
        late.complete(null);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(syncs.one(
                                sync,
                                "select (select count(*) from open_batch) || ' open, '"
                                        + " || (select count(*) from delivered_key) || ' held'"))
                        .isEqualTo("0 open, 2 held"));
    }
}
