package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.platform.Database;
import io.segue.segment.SegmentSettledEvent;
import io.segue.sync.RunCause;
import io.segue.sync.Stops;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.claim.Claims;
import io.segue.web.ProblemException;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person has paused moves again only when a person says so. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PauseTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    Syncs orders;

    @Inject
    Stops stops;

    @Inject
    Claims claims;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

    @Inject
    Event<SegmentSettledEvent> settled;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsAnn() {
        sync = syncs.order(syncs.place(), "602");
        syncs.enter(sync, "ann");
        syncs.run(sync);
    }

    @Test
    void neitherTheClockNorHeapStartsIt() {
        stops.pause(sync.tenant(), sync.sync(), "x");
        syncs.enter(sync, "bob");
        syncs.sql(sync.tenant(), "update sync set follow_heap = true, next_run_at = now() - interval '1 hour'");
        database.doInTenant(
                sync.tenant(),
                connection -> settled.fire(new SegmentSettledEvent(connection, sync.tenant(), sync.segment())));

        assertThat(claims.claim(100, Map.of())).noneMatch(claim -> claim.tenant() == sync.tenant());
        assertThat(held()).containsExactly("ann");
    }

    @Test
    void syncNowIsRefusedWithTheReason() {
        stops.pause(sync.tenant(), sync.sync(), "x");

        assertThatThrownBy(() -> orders.startRun(sync.tenant(), sync.sync(), RunCause.PERSON, "x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("paused");
    }

    @Test
    void whatChangedMeanwhileIsSentWhenItIsResumed() {
        stops.pause(sync.tenant(), sync.sync(), "x");
        syncs.enter(sync, "bob");
        syncs.leave(sync, "ann");
        stops.resume(sync.tenant(), sync.sync(), "x");

        await().until(() -> held().equals(Set.of("bob")));
        assertThat(rows.audit(sync.tenant()))
                .contains(
                        "x paused a sync: before: running; after: paused",
                        "x resumed a sync: before: paused; after: running");
    }

    @Test
    void aRunThatGoesOnStopsAndTheNextOneSendsTheRest() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        syncs.enter(sync, IntStream.range(0, 50_000).mapToObj(i -> "m" + i).toArray(String[]::new));
        target.delayAll(sync.place().clientSideId(), slow);
        int before = calls();
        long run = syncs.start(sync);
        await().until(() -> calls() > before);
        stops.pause(sync.tenant(), sync.sync(), "x");

        slow.complete(null);
        syncs.awaitEnd(sync, run);

        assertThat(syncs.one(sync, "select state || ': ' || failure_message from run where id = " + run))
                .isEqualTo("cancelled: Paused while it ran; the rest is sent when the sync is resumed.");
        assertThat(held()).hasSizeLessThan(50_001);
        int stopped = calls();
        syncs.lookForDue();
        assertThat(calls()).isEqualTo(stopped);

        stops.resume(sync.tenant(), sync.sync(), "x");
        await().until(() -> held().size() == 50_001);
    }

    @Test
    void turningItOffEndsThePause() {
        stops.pause(sync.tenant(), sync.sync(), "x");
        syncs.awaitEnd(sync, stops.empty(sync.tenant(), sync.sync(), "x"));

        assertThat(syncs.one(sync, "select coalesce(paused_at::text, 'not paused') from sync"))
                .isEqualTo("not paused");
        assertThat(held()).isEmpty();
        assertThatThrownBy(() -> stops.pause(sync.tenant(), sync.sync(), "x"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is off");
    }

    private int calls() {
        return target.calls(sync.place().clientSideId()).size();
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "602");
    }
}
