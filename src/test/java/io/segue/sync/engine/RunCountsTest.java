package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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

    @Test
    void tellHowOftenAndHowLongLaunchDarklyHadTheRunWait() {
        Ordered sync = syncs.order(syncs.place(), "703");
        syncs.enter(sync, "ann", "bob");
        AtomicInteger refused = new AtomicInteger();
        target.failBefore(batch -> refused.getAndIncrement() < 2 ? Optional.of(limited()) : Optional.empty());

        long run = syncs.start(sync);
        syncs.awaitEnd(sync, run);

        target.work();
        assertThat(syncs.one(
                        sync,
                        "select state || ' ' || waits || ' ' || (waited_millis between 300 and 1000) from run where id = "
                                + run))
                .isEqualTo("succeeded 2 true");
        assertThat(syncs.one(sync, "select count(*) from run_call where wait_millis > 0 and run_id = " + run))
                .isEqualTo("2");
    }

    @Test
    void countACallThatCouldNotEvenBeMadeAsOneWithoutAnAnswer() {
        Ordered sync = syncs.order(syncs.place(), "704");
        syncs.enter(sync, "ann");
        AtomicInteger tried = new AtomicInteger();
        target.failBefore(sync.place().clientSideId(), batch -> {
            if (tried.getAndIncrement() == 0) {
                throw new IllegalStateException("as told by the test");
            }
            return Optional.empty();
        });

        syncs.run(sync);

        assertThat(syncs.one(sync, "select state || ' ' || calls || ' ' || retries from run"))
                .isEqualTo("succeeded 2 1");
        assertThat(target.held(sync.place().clientSideId(), "704")).containsExactly("ann");
    }

    private static VendorFailure limited() {
        return new VendorFailure(
                Kind.RATE_LIMITED,
                429,
                "as told by the test",
                Optional.of(Instant.now().plusMillis(400)));
    }
}
