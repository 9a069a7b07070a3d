package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.Mode;
import io.segue.sync.Stops;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment that is turned off and emptied leaves nothing behind in LaunchDarkly, whatever happens on the way. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class EmptyingTest {

    private static final int MEMBERS = 3_500;

    @Inject
    TestingSyncs syncs;

    @Inject
    Syncs orders;

    @Inject
    Stops stops;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsTheMembers() {
        sync = syncs.order(syncs.place(), "601");
        syncs.enter(sync, IntStream.range(0, MEMBERS).mapToObj(i -> "u" + i).toArray(String[]::new));
        syncs.run(sync);
        assertThat(held()).hasSize(MEMBERS);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void removesEveryMemberAndStaysOff() {
        empty();

        assertThat(held()).isEmpty();
        assertThat(state()).isEqualTo("off ready 0");
        assertThat(syncs.one(sync, "select cause || ' ' || removes || ' ' || adds from run order by id desc limit 1"))
                .isEqualTo("emptying 3500 0");
        assertThat(syncs.one(sync, "select count(*) from delivered_key")).isEqualTo("0");
        assertThat(rows.audit(sync.tenant()))
                .contains(
                        "x turned a sync off and emptied its segment: before: LaunchDarkly held 3500 members; after: it is to hold none");
    }

    @Test
    void sendsNothingThatComesMeanwhileOrAfterwards() {
        syncs.enter(sync, "late");
        empty();
        syncs.enter(sync, "later");
        syncs.lookForDue();

        assertThat(held()).isEmpty();
        assertThat(syncs.one(sync, "select coalesce(next_run_at::text, 'never') from sync"))
                .isEqualTo("never");
    }

    @Test
    void sendsAllAgainWhenItIsTurnedOnAgain() {
        empty();
        syncs.enter(sync, "new");
        turnOn();
        syncs.run(sync);

        assertThat(held()).hasSize(MEMBERS + 1).contains("new", "u0");
    }

    /** What it was allowed to remove went with it: Heap takes everybody out before the sync, on again, has run. */
    @Test
    void isNoPermissionForAnythingOnceItIsWithdrawn() {
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "refused")));
        empty();
        target.work();
        turnOn();

        syncs.leave(sync, IntStream.range(0, MEMBERS).mapToObj(i -> "u" + i).toArray(String[]::new));
        syncs.run(sync);
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(MEMBERS);
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 3500");
    }

    @Test
    void goesOnAfterAFaultHalfWay() {
        AtomicInteger calls = new AtomicInteger();
        target.failBefore(batch -> calls.incrementAndGet() == 2
                ? Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "refused"))
                : Optional.empty());
        empty();
        assertThat(held()).isNotEmpty();
        assertThat(state()).startsWith("off stopped");

        syncs.letTimePass(sync);

        await().atMost(Duration.ofSeconds(20)).until(() -> held().isEmpty());
        await().atMost(Duration.ofSeconds(20)).until(() -> state().equals("off ready 0"));
    }

    @Test
    void waitsAsToldAndTriesAgainWithinTheRun() {
        AtomicInteger calls = new AtomicInteger();
        target.failAfter(batch -> switch (calls.incrementAndGet()) {
            case 1 -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 500, "broken"));
            case 2 ->
                Optional.of(new VendorFailure(
                        Kind.RATE_LIMITED,
                        429,
                        "wait",
                        Optional.of(Instant.now().plusMillis(5))));
            default -> Optional.empty();
        });
        empty();

        assertThat(held()).isEmpty();
        assertThat(state()).isEqualTo("off ready 0");
    }

    @Test
    void goesOnWhereANodeDied() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), late);
        int before = target.calls(sync.place().clientSideId()).size();
        long run = stops.empty(sync.tenant(), sync.sync(), "x");
        await().until(() -> target.calls(sync.place().clientSideId()).size() > before);

        syncs.sql(sync.tenant(), "update sync set lease_until = now() - interval '1 s'");
        syncs.lookForDue();
        syncs.awaitEnd(sync, run);

        assertThat(held()).isEmpty();
        late.complete(null);
        await().atMost(Duration.ofSeconds(20)).until(() -> state().equals("off ready 0"));
        assertThat(held()).isEmpty();
    }

    @Test
    void aLateCallOfALostNodeBringsNothingBack() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        syncs.enter(sync, "ann");
        target.delayNext(sync.place().clientSideId(), late);
        int before = target.calls(sync.place().clientSideId()).size();
        syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() > before);
        syncs.sql(sync.tenant(), "update sync set lease_until = now() - interval '1 s'");
        empty();
        assertThat(held()).isEmpty();

        // It arrives before this returns.
        late.complete(null);

        await().atMost(Duration.ofSeconds(20)).until(() -> held().isEmpty());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> syncs.one(sync, "select count(*) from open_batch").equals("0"));
        assertThat(held()).isEmpty();
    }

    @Test
    void keepsCountOfWhatLaunchDarklyWillNotLetGo() {
        target.failBefore(batch -> batch.removes().contains("u7")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "u7 is special"))
                : Optional.empty());
        empty();

        assertThat(held()).containsExactly("u7");
        assertThat(state()).isEqualTo("off ready 1");
        assertThat(syncs.one(sync, "select key || ' ' || adding from quarantined_key"))
                .isEqualTo("u7 false");
    }

    @Test
    void stopsARunThatGoesOnFirst() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        syncs.enter(sync, IntStream.range(0, 30_000).mapToObj(i -> "m" + i).toArray(String[]::new));
        target.delayAll(sync.place().clientSideId(), slow);
        int before = target.calls(sync.place().clientSideId()).size();
        long first = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() > before);
        long run = stops.empty(sync.tenant(), sync.sync(), "x");

        slow.complete(null);
        syncs.awaitEnd(sync, first);
        assertThat(syncs.one(sync, "select state from run where id = " + first)).isEqualTo("cancelled");
        syncs.awaitEnd(sync, run);
        assertThat(held()).isEmpty();
    }

    private void empty() {
        syncs.awaitEnd(sync, stops.empty(sync.tenant(), sync.sync(), "x"));
    }

    private void turnOn() {
        orders.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(sync.place().connection(), Mode.RECURRING, Duration.ofHours(4), false, Optional.empty()),
                "x");
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "601");
    }

    private String state() {
        return syncs.one(sync, "select mode || ' ' || state || ' ' || delivered_count from sync");
    }
}
