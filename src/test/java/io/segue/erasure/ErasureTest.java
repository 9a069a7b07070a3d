package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.TokenReplacedEvent;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.inbox.intake.Inbox;
import io.segue.segment.PendingChanges;
import io.segue.sync.Stops;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An erased person is nowhere, comes back by no way, and is proved to be gone. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasureTest {

    private static final String ANN = "ann.erased@example.com";

    @Inject
    TestingErasures erasures;

    @Inject
    TestingHeapDeletions heap;

    @Inject
    TestingSyncs syncs;

    @Inject
    Stops stops;

    @Inject
    TestingSegmentTarget target;

    @Inject
    PendingChanges pending;

    @Inject
    Inbox inbox;

    @Inject
    TestingRows rows;

    @Inject
    Event<TokenReplacedEvent> replaced;

    Ordered sync;

    @BeforeEach
    void annAndBobAreInLaunchDarkly() {
        heap.work();
        sync = syncs.order(syncs.place(), "960");
        syncs.enter(sync, ANN, "bob");
        syncs.run(sync);
        assertThat(held()).containsExactly(ANN, "bob");
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    @Test
    void takesThePersonOutOfLaunchDarklyWithACallThatIsNamed() {
        Erasure erasure = erasures.erase(sync, ANN);

        assertThat(held()).containsExactly("bob");
        assertThat(erasure.places()).singleElement().satisfies(place -> {
            assertThat(place.state()).isEqualTo("confirmed");
            assertThat(place.call())
                    .hasValueSatisfying(call -> assertThat(call.status()).isEqualTo(200));
        });
    }

    @Test
    void leavesNothingThatNamesThePerson() {
        syncs.leave(sync, ANN);
        syncs.run(sync);
        syncs.enter(sync, ANN);
        syncs.run(sync);
        rows.write(sync.tenant(), """
                insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                values (?, ?, ?, true, 'refused', 1) returning 1""", sync.sync(), ANN);
        rows.write(sync.tenant(), """
                insert into hold (tenant_id, sync_id, state, removals, held, sample)
                values (?, ?, 'done', 2, 2, array['bob', ?]) returning id""", sync.sync(), ANN);
        differs(ANN);
        syncs.sql(
                sync.tenant(),
                "update run set failure_message = 'refused \"" + ANN + "\"' where id = (select max(id) from run)");
        assertThat(erasures.everythingOf(sync.tenant())).contains(ANN);

        Erasure erasure = erasures.erase(sync, ANN);

        assertThat(erasures.everythingOf(sync.tenant())).doesNotContain(ANN).contains("bob");
        assertThat(erasure.counts().members()).isEqualTo(1);
        assertThat(erasure.counts().bodies()).isEqualTo(3);
        assertThat(erasure.counts().records())
                .containsEntry("quarantined keys", 1)
                .containsEntry("differences found in LaunchDarkly", 1)
                .containsEntry("samples of held removals", 1);
        assertThat(new Proof("Acme", erasure).text()).doesNotContain(ANN).contains("complete since");
    }

    @Test
    void blocksTheValuesThatAreGivenAndNoOthers() {
        syncs.receive(sync, "{\"id\":\"cid\",\"mail\":\"shared.erased@example.com\"}", "");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.keyBy(sync, "mail");
        assertThat(held()).containsExactly("shared.erased@example.com");

        erasures.erase(sync, "cid");
        assertThat(held()).isEmpty();
        syncs.receive(sync, "{\"id\":\"cid\",\"mail\":\"again@example.com\"}", "");
        syncs.receive(sync, "{\"id\":\"dot\",\"mail\":\"shared.erased@example.com\"}", "");
        syncs.run(sync);

        assertThat(held()).containsExactly("shared.erased@example.com");
    }

    /** Two had the same address when that was the key; it is none now. */
    @Test
    void leavesWhoHasAValueOfAFieldThatIsTheKeyNoMore() {
        syncs.receive(
                sync,
                "{\"id\":\"cid\",\"mail\":\"shared.erased@example.com\"},"
                        + "{\"id\":\"dot\",\"mail\":\"shared.erased@example.com\"}",
                "");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        syncs.keyBy(sync, "mail");
        syncs.keyBy(sync, "id");
        assertThat(held()).contains("cid", "dot");

        erasures.erase(sync, "cid", "shared.erased@example.com");

        assertThat(held()).contains("dot").doesNotContain("cid");
        assertThat(syncs.one(sync, "select count(*) from segment_member where member_id = 'dot' and present"))
                .isEqualTo("1");
    }

    @Test
    void takesOutWhomOnlyAComparisonFoundInLaunchDarkly() {
        differs("zoe.erased@example.com");

        Erasure erasure = erasures.erase(sync, "zoe.erased@example.com");

        assertThat(target.calls(sync.place().clientSideId()))
                .last()
                .satisfies(batch -> assertThat(batch.removes()).containsExactly("zoe.erased@example.com"));
        assertThat(erasure.places()).hasSize(1);
        assertThat(syncs.one(sync, "select delivered_count from sync")).isEqualTo("2");
    }

    @Test
    void goesThroughWhereTheSyncIsOff() {
        syncs.sql(sync.tenant(), "update sync set mode = 'off', next_run_at = null");

        erasures.erase(sync, ANN);

        assertThat(held()).containsExactly("bob");
        assertThat(
                        syncs.one(
                                sync,
                                "select mode || ' ' || coalesce(next_run_at::text, 'never') || ' ' || delivered_count from sync"))
                .isEqualTo("off never 1");
        assertThat(syncs.one(sync, "select cause from run order by id desc limit 1"))
                .isEqualTo("erasure");
    }

    @Test
    void goesThroughWhereAPersonPausedAndSendsNothingElse() {
        syncs.enter(sync, "cid");
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        stops.pause(sync.tenant(), sync.sync(), "x");

        erasures.erase(sync, ANN);

        assertThat(held()).containsExactly("bob");
        stops.resume(sync.tenant(), sync.sync(), "x");
        syncs.run(sync);
        assertThat(held()).containsExactly("bob", "cid");
    }

    @Test
    void passesTheHoldThatKeepsOtherRemovalsBack() {
        syncs.sql(sync.tenant(), "update tenant set hold_floor = 0, hold_percent = 0");
        syncs.enter(sync, "cid");
        syncs.leave(sync, "bob");
        syncs.run(sync);
        assertThat(held()).containsExactly(ANN, "bob", "cid");

        erasures.erase(sync, ANN);

        assertThat(held()).containsExactly("bob", "cid");
        assertThat(syncs.one(sync, "select state || ' ' || removals from hold")).isEqualTo("open 1");
    }

    @Test
    void isSentAgainUntilLaunchDarklyConfirms() {
        target.failBefore(
                batch -> Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "the token was refused")));
        String erasure = erasures.request(sync.tenant(), ANN);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            erasures.look(sync.tenant());
            syncs.lookForDue();
            return erasures.get(sync.tenant(), erasure).places().stream()
                    .anyMatch(place -> place.obstacle().isPresent());
        });
        assertThat(erasures.get(sync.tenant(), erasure).state()).isEqualTo("leaving");

        target.work();
        replaced.fire(new TokenReplacedEvent(sync.tenant(), sync.place().connection()));

        assertThat(erasures.complete(sync.tenant(), erasure).isDone()).isTrue();
        assertThat(held()).containsExactly("bob");
    }

    @Test
    void outlivesANodeThatIsLostWhileItsCallIsUnderWay() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), late);
        String erasure = erasures.request(sync.tenant(), ANN);
        int before = target.calls(sync.place().clientSideId()).size();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            erasures.look(sync.tenant());
            syncs.lookForDue();
            return target.calls(sync.place().clientSideId()).size() > before;
        });
        assertThat(erasures.get(sync.tenant(), erasure).waiting()).isEqualTo(1);
        syncs.sql(sync.tenant(), "update sync set lease_until = now() - interval '1 s', erase_at = now()");

        erasures.complete(sync.tenant(), erasure);
        late.complete(null);

        assertThat(held()).containsExactly("bob");
    }

    @Test
    void catchesWhomARunHasUnderWayWhenItIsAskedFor() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), slow);
        syncs.enter(sync, "fay.erased@example.com");
        long run = syncs.start(sync);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> target.calls(sync.place().clientSideId()).size() == 2);

        String erasure = erasures.request(sync.tenant(), "fay.erased@example.com");
        erasures.look(sync.tenant());
        slow.complete(null);
        syncs.awaitEnd(sync, run);
        erasures.complete(sync.tenant(), erasure);

        assertThat(held()).containsExactly(ANN, "bob");
    }

    @Test
    void touchesNoOtherTenant() {
        Ordered elsewhere = syncs.order(syncs.place(), "960");
        syncs.enter(elsewhere, ANN);
        syncs.run(elsewhere);

        erasures.erase(sync, ANN);
        syncs.enter(elsewhere, "bob");
        syncs.run(elsewhere);

        assertThat(target.held(elsewhere.place().clientSideId(), "960")).containsExactly(ANN, "bob");
    }

    /** A comparison found the key in LaunchDarkly, and not with us. */
    private void differs(String key) {
        rows.write(
                sync.tenant(),
                "insert into verification_key (tenant_id, verification_id, key, finding) values (?, ?, ?, 'extra') returning 1",
                rows.verification(sync.tenant(), sync.sync()),
                key);
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), sync.heapId());
    }
}
