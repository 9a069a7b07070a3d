package io.segue.sync.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.hold.HoldDesk;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is put in doubt is asserted once, as it should be. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class DoubtsTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Database database;

    @Inject
    Doubts doubts;

    @Inject
    HoldDesk desk;

    Ordered sync;

    @BeforeEach
    void fill() {
        sync = syncs.order(syncs.place(), "995");
        syncs.enter(sync, members(0, 1_000));
        syncs.run(sync);
    }

    @Test
    void aMemberIsAddedAndAStrangerRemoved() {
        doubt("user-0007", "stranger");

        assertThat(last().adds()).containsExactly("user-0007");
        assertThat(last().removes()).containsExactly("stranger");
        assertThat(syncs.one(sync, "select (select count(*) from open_batch) || ' ' || delivered_count from sync"))
                .isEqualTo("0 1000");
    }

    /** It began after the first loss, under the number that the second one has as well. */
    @Test
    void aSegmentThatIsLostAgainWhileARunGoesOnIsSentWholeAgain() {
        syncs.sql(sync.tenant(), """
                update sync set doubt_below = (fence + 2) << 20, plan_version = plan_version + 1, lost_at = now()""");
        target.empty(sync.place().clientSideId(), "995");
        CompletableFuture<Void> answer = new CompletableFuture<>();
        int before = target.calls(sync.place().clientSideId()).size();
        target.delayNext(sync.place().clientSideId(), answer);
        syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() > before);

        database.doInTenant(sync.tenant(), connection -> doubts.lost(connection, sync.tenant(), sync.sync()));
        answer.complete(null);
        target.empty(sync.place().clientSideId(), "995");
        syncs.awaitQuiet(sync);

        assertThat(target.held(sync.place().clientSideId(), "995")).hasSize(1_000);
    }

    @Test
    void doubtsThatComeWhileARunGoesOnAreTheNextOnes() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), answer);
        syncs.enter(sync, "new");
        long run = syncs.start(sync);
        await().until(() -> calls() == 2);

        put("user-0007", "new");
        answer.complete(null);
        syncs.awaitEnd(sync, run);
        syncs.awaitQuiet(sync);

        assertThat(calls()).isEqualTo(3);
        assertThat(last().adds()).containsExactlyInAnyOrder("user-0007", "new");
    }

    @Test
    void severalDoubtsStandBesideEachOther() {
        database.doInTenant(sync.tenant(), connection -> {
            doubts.keys(connection, sync.tenant(), sync.sync(), List.of("user-0001"));
            doubts.keys(connection, sync.tenant(), sync.sync(), List.of("user-0002"));
        });
        syncs.lookForDue();
        syncs.awaitQuiet(sync);

        assertThat(last().adds()).containsExactly("user-0001", "user-0002");
    }

    @Test
    void everythingIsSentAgainAndWhoWaitsGoesOnWaiting() {
        syncs.leave(sync, members(0, 400));
        syncs.run(sync);

        database.doInTenant(sync.tenant(), connection -> doubts.everything(connection, sync.tenant(), sync.sync()));
        syncs.lookForDue();
        syncs.awaitQuiet(sync);

        assertThat(last().adds()).hasSize(600);
        assertThat(last().removes()).isEmpty();
        assertThat(target.held(sync.place().clientSideId(), "995")).hasSize(1_000);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 400");
    }

    /** Heap empties the segment just when nobody knows whether LaunchDarkly took what was sent again. */
    @Test
    void whoWasSentAgainWithoutAnAnswerDoesNotLeaveUnasked() {
        sendAgainInVain();
        syncs.leave(sync, members(0, 1_000));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(1_000);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 1000");

        desk.approve(sync.tenant(), theHold(), 1_000, "eve");
        syncs.letTimePass(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).isEmpty();
        assertThat(syncs.one(sync, "select count(*) from open_batch")).isEqualTo("0");
    }

    /** Those that are sure are too few to be held by themselves; the preview said so of all, and the run sent a hundred. */
    @Test
    void whoIsInDoubtCountsAmongTheRemovals() {
        sync = syncs.order(syncs.place(), "995");
        syncs.enter(sync, members(0, 90));
        syncs.run(sync);
        syncs.enter(sync, members(90, 140));
        runInVain();

        syncs.leave(sync, members(0, 140));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(90);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 140");
    }

    @Test
    void whoIsSentAgainIsCountedOnce() {
        syncs.enter(sync, members(1_000, 2_000));
        syncs.run(sync);
        AtomicInteger calls = new AtomicInteger();
        target.failBefore(
                sync.place().clientSideId(),
                batch -> calls.incrementAndGet() == 1
                        ? Optional.empty()
                        : Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "refused")));
        database.doInTenant(sync.tenant(), connection -> doubts.everything(connection, sync.tenant(), sync.sync()));
        syncs.run(sync);
        target.work(sync.place().clientSideId());

        syncs.leave(sync, members(0, 600));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(2_000);
        assertThat(syncs.one(sync, "select state || ' ' || removals || ' of ' || held from hold"))
                .isEqualTo("open 600 of 2000");
    }

    @Test
    void whoComesBackWhileEverythingIsSentAgainIsSentAsWell() {
        syncs.leave(sync, "user-0007");
        target.empty(sync.place().clientSideId(), "995");
        CompletableFuture<Void> answer = new CompletableFuture<>();
        int before = calls();
        target.delayNext(sync.place().clientSideId(), answer);
        database.doInTenant(sync.tenant(), connection -> doubts.everything(connection, sync.tenant(), sync.sync()));
        syncs.start(sync);
        await().until(() -> calls() > before);

        syncs.enter(sync, "user-0007");
        await().until(() -> syncs.one(sync, "select present from segment_member where member_id = 'user-0007'")
                .equals("t"));
        answer.complete(null);
        syncs.awaitQuiet(sync);
        syncs.run(sync);

        assertThat(held()).hasSize(1_000);
    }

    /** LaunchDarkly may not have them: it was never seen to take what was sent again. */
    @Test
    void whoIsWantedAgainAfterAWaitInDoubtIsSentAgain() {
        sendAgainInVain();
        target.empty(sync.place().clientSideId(), "995");
        syncs.leave(sync, members(0, 1_000));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        desk.reject(sync.tenant(), theHold(), "eve");
        syncs.letTimePass(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(1_000);
        assertThat(syncs.one(sync, "select count(*) from open_batch")).isEqualTo("0");
    }

    @Test
    void removalsThatWereAllowedAreTriedAgainUnasked() {
        syncs.leave(sync, members(0, 50));
        runInVain();
        syncs.leave(sync, members(50, 550));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(950);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 500");
    }

    private void sendAgainInVain() {
        database.doInTenant(sync.tenant(), connection -> doubts.everything(connection, sync.tenant(), sync.sync()));
        runInVain();
    }

    private void runInVain() {
        target.failBefore(
                sync.place().clientSideId(), batch -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "not now")));
        syncs.run(sync);
        target.work(sync.place().clientSideId());
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "995");
    }

    private long theHold() {
        return Long.parseLong(syncs.one(sync, "select id from hold"));
    }

    private void doubt(String... keys) {
        put(keys);
        syncs.lookForDue();
        syncs.awaitQuiet(sync);
    }

    private void put(String... keys) {
        database.doInTenant(
                sync.tenant(), connection -> doubts.keys(connection, sync.tenant(), sync.sync(), List.of(keys)));
    }

    private int calls() {
        return target.calls(sync.place().clientSideId()).size();
    }

    private Batch last() {
        List<Batch> calls = target.calls(sync.place().clientSideId());
        return calls.get(calls.size() - 1);
    }

    private static String[] members(int from, int to) {
        return IntStream.range(from, to).mapToObj("user-%04d"::formatted).toArray(String[]::new);
    }
}
