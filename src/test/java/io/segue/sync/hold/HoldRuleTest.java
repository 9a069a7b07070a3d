package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
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

/** How many removals may go without a person's word, and by whose rule. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HoldRuleTest {

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
    void aHundredMayLeaveHoweverFewThereAre() {
        Ordered small = syncs.order(sync.place(), "961");
        syncs.enter(small, members(0, 100));
        syncs.run(small);

        syncs.leave(small, members(0, 100));
        syncs.run(small);

        assertThat(target.held(sync.place().clientSideId(), "961")).isEmpty();
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
    void whatWaitsIsJudgedByAnotherRuleWithTheNextRun() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        assertThat(theHold().removals()).isEqualTo(500);

        rules.setOfTenant(sync.tenant(), new HoldPolicy(0, 50, false), "eve");
        syncs.run(sync);

        assertThat(held()).hasSize(500);
        assertThat(states()).containsExactly("gone");
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
        syncs.sql(sync.tenant(), """
                update segment_member set fields = '{"email": "a@b.test"}' where member_id = (select min(member_id) from segment_member)""");
        orders.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(
                        sync.place().connection(), Mode.RECURRING, Duration.ofHours(4), false, Optional.of("email")),
                "eve");
        syncs.awaitQuiet(sync);

        assertThat(held()).containsExactly("a@b.test");
        assertThat(states()).containsExactly("done");
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
    void additionsDoNotMakeAWaveSmallEnoughToPass() {
        syncs.leave(sync, members(0, 201));
        syncs.run(sync);

        for (int wave = 0; wave < 3; wave++) {
            syncs.enter(
                    sync,
                    IntStream.range(0, 100)
                            .mapToObj(("new-" + wave + "-%d")::formatted)
                            .toArray(String[]::new));
            syncs.run(sync);
        }

        assertThat(theHold().removals()).isEqualTo(201);
        assertThat(held()).hasSize(MEMBERS + 300);
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

    private static String[] members(int... bounds) {
        return IntStream.range(0, bounds.length / 2)
                .flatMap(i -> IntStream.range(bounds[2 * i], bounds[2 * i + 1]))
                .mapToObj(HoldRuleTest::key)
                .toArray(String[]::new);
    }

    private static String key(int n) {
        return "user-%04d".formatted(n);
    }
}
