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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunCountsTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Test
    void sayWhileItSendsHowMuchThereIsToDo() {
        Ordered sync = syncs.order(syncs.place(), "701");
        syncs.enter(sync, "ann", "bob", "cid");
        CompletableFuture<Void> gate = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), gate);

        long run = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() == 1);

        assertThat(syncs.one(sync, "select planned || ' planned, ' || adds || ' added' from run where id = " + run))
                .isEqualTo("3 planned, 0 added");
        gate.complete(null);
        syncs.awaitEnd(sync, run);
    }

    @Test
    void areExactWhenChangesCancelEachOther() {
        Ordered sync = syncs.order(syncs.place(), "702");
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
        syncs.leave(sync, "ann");
        syncs.enter(sync, "ann");
        syncs.enter(sync, "cid");

        long run = syncs.start(sync);
        syncs.awaitEnd(sync, run);

        assertThat(syncs.one(
                        sync,
                        "select planned || ' planned, ' || adds || ' added, ' || removes || ' removed, '"
                                + " || calls || ' calls' from run where id = " + run))
                .isEqualTo("1 planned, 1 added, 0 removed, 1 calls");
    }
}
