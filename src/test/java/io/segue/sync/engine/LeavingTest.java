package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.web.TestingStopping;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node that is told to stop waits for the calls under way, writes their answers down, and leaves the rest to others. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LeavingTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingStopping stopping;

    @AfterEach
    void goOnWithOtherTests() {
        stopping.goOn();
    }

    @Test
    void theAnswerUnderWayIsWrittenAndAnotherNodeGoesOnAtOnce() {
        Ordered sync = syncs.order(syncs.place(), "503");
        syncs.enter(sync, IntStream.range(0, 3_000).mapToObj(i -> "user-" + i).toArray(String[]::new));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), answer);
        long run = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() == 1);

        stopping.stop();
        answer.complete(null);

        await().until(() -> syncs.one(sync, "select count(*) from sync where lease_until is not null")
                .equals("0"));
        assertThat(target.calls(sync.place().clientSideId())).hasSize(1);
        assertThat(syncs.one(sync, "select adds from run where id = " + run)).isEqualTo("1000");
        assertThat(syncs.one(sync, "select state || ' ' || (next_run_at <= now()) from sync"))
                .isEqualTo("ready true");

        stopping.goOn();
        syncs.lookForDue();
        syncs.awaitEnd(sync, run);

        assertThat(target.held(sync.place().clientSideId(), "503")).hasSize(3_000);
        assertThat(syncs.one(sync, "select state from run where id = " + run)).isEqualTo("succeeded");
        assertThat(syncs.one(sync, "select count(*) from run")).isEqualTo("1");
    }
}
