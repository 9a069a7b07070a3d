package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
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
import java.util.concurrent.atomic.AtomicInteger;
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
    Syncs orders;

    @Inject
    OpaqueIds ids;

    @Inject
    TestingRows rows;

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
    void whatWaitsIsStillThereRunsAndYearsLater() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        syncs.sql(sync.tenant(), "update hold set since = since - interval '3 years'");
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
        assertThat(rows.audit(sync.tenant()))
                .endsWith(
                        "eve approved removals: 500 of 1000 waited; up to 500 may go",
                        "Segue sent approved removals: 500 were sent");
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
    void anApprovalIsUsedUpByWhatWasSentOfIt() {
        Ordered large = syncs.order(sync.place(), "962");
        syncs.enter(large, members(0, 3_000));
        syncs.run(large);
        syncs.leave(large, members(0, 1_500));
        syncs.run(large);
        AtomicInteger taken = new AtomicInteger();
        target.failBefore(batch -> taken.getAndIncrement() == 0
                ? Optional.empty()
                : Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "no")));
        desk.approve(sync.tenant(), numberOf(theHold()), 1_500, "eve");
        syncs.awaitQuiet(sync);
        target.work();
        syncs.leave(large, members(1_500, 2_200));

        syncs.run(large);

        // What the failed run had begun is asserted again: it was approved. Those who left since were not.
        assertThat(target.held(sync.place().clientSideId(), "962")).hasSize(1_500);
        assertThat(theHold().removals()).isEqualTo(700);
        assertThat(rows.audit(sync.tenant()))
                .contains("Segue held removals again: up to 1500 were approved and 1000 of them sent; now 700 of 2000"
                        + " wait for a person");
    }

    @Test
    void aSourceThatReallyIsEmptyIsEmptied() {
        syncs.leave(sync, members(0, MEMBERS));
        syncs.run(sync);
        assertThat(theHold().leavesNobody()).isTrue();

        desk.confirmEmpty(sync.tenant(), numberOf(theHold()), "eve");
        syncs.awaitQuiet(sync);

        assertThat(held()).isEmpty();
        assertThat(states()).containsExactly("done");
        assertThat(rows.audit(sync.tenant()))
                .contains("eve confirmed that the source is empty: 1000 of 1000 waited; all of them may go");
    }

    @Test
    void aSourceIsNotEmptyWhenSomebodyCameBackBeforeTheWord() {
        syncs.leave(sync, members(0, MEMBERS));
        syncs.run(sync);
        long hold = numberOf(theHold());
        syncs.enter(sync, key(0));
        syncs.run(sync);

        assertThatThrownBy(() -> desk.confirmEmpty(sync.tenant(), hold, "eve"))
                .hasMessageContaining("expected no member in Heap, there is 1");

        assertThat(held()).hasSize(MEMBERS);
    }

    @Test
    void whatBecomesOfThemStandsInTheAuditLog() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        syncs.run(sync);
        syncs.enter(sync, members(0, 500));
        syncs.run(sync);

        assertThat(rows.audit(sync.tenant()))
                .filteredOn(entry -> entry.startsWith("Segue"))
                .containsExactly(
                        "Segue held removals: 500 of 1000 wait for a person",
                        "Segue held no removals any more: the members came back, or the rule lets what is left pass");
    }

    @Test
    void nobodyNeedDecideOnceTheSyncIsOff() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);

        orders.order(
                sync.tenant(),
                sync.segment(),
                new SyncOrder(sync.place().connection(), Mode.OFF, Duration.ofHours(4), false, Optional.empty()),
                "eve");

        assertThat(desk.open(sync.tenant())).isEmpty();
        assertThat(held()).hasSize(MEMBERS);
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
