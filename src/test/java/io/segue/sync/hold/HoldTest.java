package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.platform.OpaqueIds;
import io.segue.sync.Mode;
import io.segue.sync.SyncOrder;
import io.segue.sync.Syncs;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals that are many at once wait for a person; additions pass. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HoldTest {

    private static final int MEMBERS = 1_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    HoldDesk desk;

    @Inject
    HoldRules rules;

    @Inject
    Syncs orders;

    @Inject
    Replays replays;

    @Inject
    OpaqueIds ids;

    Ordered sync;

    @BeforeEach
    void fill() {
        sync = syncs.order(syncs.place(), "960");
        syncs.enter(sync, members(0, MEMBERS));
        syncs.run(sync);
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void aFifthMayLeave() {
        syncs.leave(sync, members(0, 200));
        syncs.run(sync);

        assertThat(held()).hasSize(800);
        assertThat(desk.open(sync.tenant())).isEmpty();
    }

    @Test
    void moreThanAFifthWaitsAndAdditionsPass() {
        syncs.leave(sync, members(0, 201));
        syncs.enter(sync, "new-1");
        syncs.run(sync);

        assertThat(held()).hasSize(MEMBERS + 1).contains("new-1", key(0));
        Hold hold = theHold();
        assertThat(hold.removals()).isEqualTo(201);
        assertThat(hold.held()).isEqualTo(MEMBERS);
        assertThat(hold.percent()).isEqualTo(20);
        assertThat(hold.sample()).isNotEmpty().allMatch(key -> key.startsWith("user-"));
        assertThat(hold.deliveryId()).isPresent();
    }

    @Test
    void aHundredMayLeaveHoweverFewThereAre() {
        Ordered small = syncs.order(sync.place(), "961");
        syncs.enter(small, members(0, 100));
        syncs.run(small);

        syncs.leave(small, members(0, 100));
        syncs.run(small);

        assertThat(target.held(sync.place().clientSideId(), "961")).isEmpty();
    }

    @Test
    void whatWaitsIsStillThereRunsLater() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        syncs.enter(sync, "new-1");
        syncs.run(sync);
        syncs.enter(sync, "new-2");
        syncs.run(sync);

        assertThat(held()).hasSize(MEMBERS + 2);
        assertThat(theHold().removals()).isEqualTo(500);
    }

    @Test
    void approvedRemovalsAreSent() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);

        desk.approve(sync.tenant(), numberOf(theHold()), 500, "eve");
        syncs.awaitQuiet(sync);

        assertThat(held()).containsExactlyInAnyOrder(members(500, MEMBERS));
        assertThat(states()).containsExactly("done");
        assertThat(syncs.one(sync, "select actor || ' ' || detail from audit_entry where action = 'approved removals'"))
                .isEqualTo("eve 500 of 1000 waited; up to 500 may go");
    }

    @Test
    void aWaveThatGrewStopsAgain() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        syncs.leave(sync, members(500, 700));

        desk.approve(sync.tenant(), numberOf(theHold()), 600, "eve");
        syncs.awaitQuiet(sync);

        assertThat(held()).hasSize(MEMBERS);
        assertThat(theHold().removals()).isEqualTo(700);
        assertThat(theHold().approvedUpTo()).isEmpty();
    }

    @Test
    void approvedRemovalsSurviveAFailingRun() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "no")));
        desk.approve(sync.tenant(), numberOf(theHold()), 500, "eve");
        syncs.awaitQuiet(sync);
        target.work();

        syncs.run(sync);

        assertThat(held()).hasSize(500);
    }

    @Test
    void rejectedRemovalsStayUntilHeapSpeaksAgain() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);

        long kept = desk.reject(sync.tenant(), numberOf(theHold()), "eve");
        syncs.awaitQuiet(sync);

        assertThat(kept).isEqualTo(500);
        assertThat(held()).hasSize(MEMBERS);
        assertThat(states()).containsExactly("rejected");
        assertThat(syncs.one(sync, "select member_count from segment where heap_id = '960'"))
                .isEqualTo("1000");

        syncs.leave(sync, key(0));
        syncs.run(sync);

        assertThat(held()).hasSize(MEMBERS - 1).doesNotContain(key(0));
    }

    @Test
    void rejectedRemovalsStayWhenTheLogIsReadAgain() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        desk.reject(sync.tenant(), numberOf(theHold()), "eve");
        syncs.awaitQuiet(sync);

        ReplayPlan plan = replays.plan(sync.tenant(), DeliveryFilter.ALL);
        replays.replay(sync.tenant(), DeliveryFilter.ALL, plan.upTo(), plan.count(), "all", "eve");
        syncs.run(sync);

        assertThat(plan.count()).isEqualTo(2);
        assertThat(held()).hasSize(MEMBERS);
        assertThat(states()).containsExactly("rejected");
    }

    @Test
    void removalsThatHeapTakesBackNeedNobody() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        syncs.enter(sync, members(0, 450));
        syncs.run(sync);

        assertThat(held()).containsExactlyInAnyOrder(members(0, 450, 500, MEMBERS));
        assertThat(states()).containsExactly("gone");
    }

    @Test
    void zeroHoldsEveryRemovalAndOffHoldsNone() {
        long segment = sync.segment();
        rules.setOfSegment(sync.tenant(), segment, Optional.of(new HoldPolicy(0, 0, false)), "eve");
        syncs.leave(sync, key(0));
        syncs.run(sync);
        assertThat(theHold().removals()).isEqualTo(1);

        rules.setOfSegment(sync.tenant(), segment, Optional.of(new HoldPolicy(0, 0, true)), "eve");
        syncs.leave(sync, members(1, MEMBERS));
        syncs.run(sync);

        assertThat(held()).isEmpty();
    }

    @Test
    void theTenantsDefaultCountsUnlessTheSegmentHasItsOwn() {
        rules.setOfTenant(sync.tenant(), new HoldPolicy(0, 50, false), "eve");
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);

        assertThat(held()).hasSize(500);
    }

    @Test
    void anotherKeyFieldNeedsNoSecondWord() {
        orders.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(
                        sync.place().connection(), Mode.RECURRING, Duration.ofHours(4), false, Optional.of("email")),
                "eve");
        syncs.awaitQuiet(sync);

        assertThat(held()).isEmpty();
        assertThat(states()).containsExactly("done");
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), "960");
    }

    private Hold theHold() {
        List<Hold> open = desk.open(sync.tenant());
        assertThat(open).hasSize(1);
        return open.get(0);
    }

    private List<String> states() {
        return desk.list(sync.tenant(), 10).stream().map(Hold::state).toList();
    }

    private long numberOf(Hold hold) {
        return ids.decode(HoldDesk.PREFIX, hold.id()).orElseThrow();
    }

    private static String[] members(int... bounds) {
        return IntStream.range(0, bounds.length / 2)
                .flatMap(i -> IntStream.range(bounds[2 * i], bounds[2 * i + 1]))
                .mapToObj(HoldTest::key)
                .toArray(String[]::new);
    }

    private static String key(int n) {
        return "user-%04d".formatted(n);
    }
}
