package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rebuild compares all that should be in LaunchDarkly with all that it confirmed, whatever the cursor says. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RebuildTest {

    private static final int MEMBERS = 20_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    Rebuilds rebuilds;

    @Inject
    Stops stops;

    @Inject
    TestingSegmentTarget target;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsSome() {
        sync = syncs.order(syncs.place(), "980");
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void sendsBothDirections() {
        takeZoeForAnn();
        int before = calls().size();
        syncs.run(sync);
        assertThat(calls()).as("the cursor says that nothing changed").hasSize(before);

        syncs.awaitEnd(sync, rebuild(sync));

        assertThat(calls().subList(before, calls().size())).singleElement().satisfies(batch -> {
            assertThat(batch.adds()).containsExactly("ann");
            assertThat(batch.removes()).containsExactly("zoe");
        });
    }

    @Test
    void goesOnOnceAtATimeInASegment() {
        Place other = syncs.place(sync.tenant(), "api-another-token-of-the-tenant");
        Ordered elsewhere = syncs.order(other, sync.heapId());
        takeZoeForAnn();
        CompletableFuture<Void> slow = new CompletableFuture<>();
        target.delayAll(sync.place().clientSideId(), slow);
        int before = calls().size();
        long run = rebuild(sync);
        await().until(() -> calls().size() > before);

        assertThat(rebuild(sync)).isEqualTo(run);
        assertThatThrownBy(() -> rebuild(elsewhere))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("expected none of this segment to go on");

        slow.complete(null);
        syncs.awaitEnd(sync, run);
        assertThat(rebuild(sync)).isNotEqualTo(run);
    }

    @Test
    void isPausedAndSendsTheRestWhenItIsResumed() {
        syncs.enter(sync, IntStream.range(0, MEMBERS).mapToObj(i -> "m" + i).toArray(String[]::new));
        syncs.run(sync);
        syncs.sql(sync.tenant(), "delete from delivered_key");
        CompletableFuture<Void> slow = new CompletableFuture<>();
        target.delayAll(sync.place().clientSideId(), slow);
        int before = calls().size();
        long run = rebuild(sync);
        await().until(() -> calls().size() > before);
        stops.pause(sync.tenant(), sync.sync(), "x");
        slow.complete(null);
        syncs.awaitEnd(sync, run);
        assertThat(sent(before)).isLessThan(MEMBERS + 2);

        stops.resume(sync.tenant(), sync.sync(), "x");
        await().until(() ->
                syncs.one(sync, "select count(*) from delivered_key").equals(Integer.toString(MEMBERS + 2)));

        assertThat(sent(before)).as("nobody is sent twice").isEqualTo(MEMBERS + 2);
    }

    @Test
    void isTheOnlyOneUntilAllIsComparedWhateverStopsIt() {
        Ordered elsewhere = syncs.order(syncs.place(sync.tenant(), "api-one-more-token-of-the-tenant"), sync.heapId());
        takeZoeForAnn();
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "not now")));
        syncs.awaitEnd(sync, rebuild(sync));
        assertThatThrownBy(() -> rebuild(elsewhere)).hasMessageContaining("stopped before its end");
        stops.pause(sync.tenant(), sync.sync(), "x");
        assertThatThrownBy(() -> rebuild(elsewhere)).hasMessageContaining("stopped before its end");

        target.work();
        stops.resume(sync.tenant(), sync.sync(), "x");
        syncs.letTimePass(sync);
        syncs.awaitQuiet(sync);

        assertThat(target.held(sync.place().clientSideId(), sync.heapId())).containsExactly("ann", "bob");
        assertThat(syncs.one(
                        sync, "select cause from run where sync_id = " + sync.sync() + " order by id desc limit 1"))
                .isNotEqualTo("rebuild");
        syncs.awaitEnd(sync, rebuild(elsewhere));
    }

    /** Ann is missing then, and Zoe too much. */
    private void takeZoeForAnn() {
        syncs.sql(sync.tenant(), "update delivered_key set key = 'zoe' where key = 'ann'");
    }

    private long rebuild(Ordered of) {
        return rebuilds.rebuild(of.tenant(), of.segment(), of.place().connection(), "x");
    }

    private List<Batch> calls() {
        return target.calls(sync.place().clientSideId());
    }

    private int sent(int before) {
        return calls().stream()
                .skip(before)
                .mapToInt(batch -> batch.adds().size())
                .sum();
    }
}
