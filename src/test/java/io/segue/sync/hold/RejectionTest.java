package io.segue.sync.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.inbox.DeliveryFilter;
import io.segue.inbox.replay.ReplayPlan;
import io.segue.inbox.replay.Replays;
import io.segue.platform.Database;
import io.segue.platform.OpaqueIds;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Removals that a person does not believe are taken back. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RejectionTest {

    private static final int MEMBERS = 1_000;

    @Inject
    Database database;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    HoldDesk desk;

    @Inject
    Replays replays;

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
    void rejectedRemovalsStayUntilHeapSpeaksAgain() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);

        long kept = desk.reject(sync.tenant(), numberOf(theHold()), "eve");
        syncs.awaitQuiet(sync);

        assertThat(kept).isEqualTo(500);
        assertThat(held()).hasSize(MEMBERS);
        assertThat(states()).containsExactly("rejected");
        assertThat(rows.audit(sync.tenant()))
                .endsWith("eve rejected removals: 500 members stay until Heap speaks of them again");
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

    /** LaunchDarkly holds the keys of a field of before; nobody's id are they. */
    @Test
    void rejectingMakesNobodyAMemberWhoNeverWas() {
        syncs.sql(sync.tenant(), """
                insert into delivered_key (tenant_id, sync_id, key, batch)
                select tenant_id, id, 'mail-' || n || '@example.com', 1 from sync, generate_series(1, 400) n""");
        syncs.sql(
                sync.tenant(),
                "update sync set delivered_count = delivered_count + 400, plan_version = plan_version + 1");
        syncs.run(sync);

        long kept = desk.reject(sync.tenant(), numberOf(theHold()), "eve");

        assertThat(kept).isZero();
        assertThat(syncs.one(sync, "select count(*) from segment_member where present"))
                .isEqualTo(Integer.toString(MEMBERS));
    }

    /** Who left long ago is nobody that LaunchDarkly's key speaks of, although the key was theirs once. */
    @Test
    void rejectingBringsBackWhoHadTheKeyLast() {
        sync = syncs.order(syncs.place(), "960");
        syncs.keyBy(sync, "email");
        syncs.receive(sync, "{\"id\":\"a-long-ago\",\"email\":\"shared@example.com\"}", "");
        syncs.leave(sync, "a-long-ago");
        syncs.receive(sync, "{\"id\":\"z-until-now\",\"email\":\"shared@example.com\"}", "");
        syncs.run(sync);
        assertThat(held()).containsExactly("shared@example.com");
        syncs.leave(sync, "z-until-now");
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 1");
        syncs.run(sync);

        desk.reject(sync.tenant(), numberOf(theHold()), "eve");
        syncs.awaitQuiet(sync);

        assertThat(syncs.one(sync, "select string_agg(member_id, ',') from segment_member where present"))
                .isEqualTo("z-until-now");
        syncs.leave(sync, "z-until-now");
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 1000");
        syncs.run(sync);
        assertThat(held()).isEmpty();
    }

    @Test
    void nobodyDecidesOtherwiseWhileAnotherDecides() {
        syncs.leave(sync, members(0, 500));
        syncs.run(sync);
        long hold = numberOf(theHold());

        assertThat(database.alone("decision on hold " + sync.tenant() + " " + hold, () -> {
                    assertThatThrownBy(() -> CompletableFuture.runAsync(
                                            () -> desk.approve(sync.tenant(), hold, 1_000, "eve"))
                                    .join())
                            .hasMessageContaining("somebody else is deciding on them just now");
                    return true;
                }))
                .contains(true);

        assertThat(theHold().isOpen()).isTrue();
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
                .mapToObj(RejectionTest::key)
                .toArray(String[]::new);
    }

    private static String key(int n) {
        return "user-%04d".formatted(n);
    }
}
