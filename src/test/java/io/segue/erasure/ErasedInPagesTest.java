package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import io.segue.inbox.intake.Receipt;
import io.segue.platform.Database;
import io.segue.segment.PendingChanges;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever Heap sends of an erased person, before or after: it comes in no more, and nobody else is lost with it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasedInPagesTest {

    private static final String ANN = "ann.erased@example.com";

    @Inject
    TestingErasures erasures;

    @Inject
    TestingHeapDeletions heap;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    PendingChanges pending;

    @Inject
    Inbox inbox;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

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
    void letsThePersonInNoMoreWhateverHeapSends() {
        erasures.erase(sync, ANN);

        syncs.enter(sync, ANN, "cid");
        syncs.run(sync);

        assertThat(held()).containsExactly("bob", "cid");
        assertThat(erasures.everythingOf(sync.tenant())).doesNotContain(ANN);
        assertThat(syncs.one(sync, "select member_count from segment")).isEqualTo("2");
        assertThat(syncs.one(sync, "select erased from delivery order by id desc limit 1"))
                .isEqualTo("1");
    }

    @Test
    void leavesThePersonOutOfPagesThatWaitToBeApplied() {
        Ordered other = syncs.order(sync.place(), "961");
        CompletableFuture<Void> gate = new CompletableFuture<>();
        CompletableFuture<Void> locked = new CompletableFuture<>();
        CompletableFuture<Void> lock =
                CompletableFuture.runAsync(() -> database.doInTenant(other.tenant(), connection -> {
                    connection
                            .prepareStatement("select from segment where id = " + other.segment() + " for update")
                            .execute();
                    locked.complete(null);
                    gate.join();
                }));
        locked.join();
        syncs.enter(other, ANN, "dan");
        String erasure = erasures.request(sync.tenant(), ANN);
        erasures.look(sync.tenant());
        assertThat(erasures.get(sync.tenant(), erasure).state()).isEqualTo("beginning");

        gate.complete(null);
        lock.join();
        erasures.complete(sync.tenant(), erasure);
        syncs.run(other);

        assertThat(target.held(other.place().clientSideId(), "961")).containsExactly("dan");
    }

    @Test
    void knowsAPageAgainThoughItsBodyIsLessNow() throws Exception {
        byte[] page = page("again", ANN);
        assertThat(receive(page, false)).isEqualTo(Receipt.STORED);
        pending.applyAcknowledged(sync.tenant(), sync.segment());
        erasures.erase(sync, ANN);

        assertThat(receive(page, false)).isEqualTo(Receipt.DUPLICATE);
    }

    @Test
    void keepsNothingOfThePersonFromPagesThatAreNotApplied() throws Exception {
        erasures.erase(sync, ANN);

        assertThat(receive(page("late", ANN), true)).isEqualTo(Receipt.STALE);
        receive(page("twice", "eve"), false);
        assertThat(receive(page("twice", ANN), false)).isEqualTo(Receipt.CONFLICT);
        pending.applyAcknowledged(sync.tenant(), sync.segment());

        assertThat(erasures.everythingOf(sync.tenant())).doesNotContain(ANN);
    }

    @Test
    void leavesAKeyThatOthersHaveToo() {
        syncs.sql(sync.tenant(), "update segment set key_field = 'team'");
        receiveWithTeams("[{\"id\":\"gus\",\"team\":\"red\"},{\"id\":\"hal\",\"team\":\"red\"}]");
        syncs.sql(sync.tenant(), "update sync set plan_version = plan_version + 1");
        syncs.sql(sync.tenant(), "update tenant set hold_off = true");
        syncs.run(sync);
        assertThat(held()).contains("red");

        erasures.erase(sync, "gus");

        assertThat(held()).contains("red");
        assertThat(erasures.everythingOf(sync.tenant())).doesNotContain("\"gus\"");
    }

    @Test
    void blocksByTheKeyAsWell() {
        syncs.sql(sync.tenant(), "update segment set key_field = 'team'");
        erasures.erase(sync, "blue");

        receiveWithTeams("[{\"id\":\"ian\",\"team\":\"blue\"},{\"id\":\"jim\",\"team\":\"red\"}]");

        assertThat(rows.texts(
                        sync.tenant(), "select member_id from segment_member where tenant_id = ? and key is not null"))
                .containsExactly("jim");
    }

    @Test
    void addsNoBlockedKeyHoweverItComesBack() {
        receiveWithTeams("[{\"id\":\"kim\",\"team\":\"green\"}]");
        erasures.erase(sync, "green");
        syncs.sql(sync.tenant(), "update segment_member set key = 'green' where member_id = 'kim'");
        syncs.sql(sync.tenant(), "update segment set key_field = 'team'");
        syncs.sql(sync.tenant(), "update tenant set hold_off = true");
        syncs.sql(sync.tenant(), "update sync set plan_version = plan_version + 1");

        syncs.run(sync);

        assertThat(held()).doesNotContain("green");
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), sync.heapId());
    }

    private Receipt receive(byte[] body, boolean isStale) throws Exception {
        HookAccess hook = new HookAccess(sync.tenant(), true, List.of(), Duration.ofMinutes(5), Optional.empty());
        return inbox.receive(hook, body, Instant.now(), isStale);
    }

    private void receiveWithTeams(String items) {
        try {
            receive(
                    ("{\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":960,\"name\":\"Segment 960\"},"
                                    + "\"sync_info\":{\"page_number\":1,\"total_pages\":1,\"sync_task_id\":\"teams"
                                    + System.nanoTime() + "\"},\"add\":" + items + ",\"remove\":[]}}")
                            .getBytes(StandardCharsets.UTF_8),
                    false);
            pending.applyAcknowledged(sync.tenant(), sync.segment());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] page(String task, String id) {
        return ("{\"action_type\":\"segment.users.sync\",\"data\":{\"segment\":{\"id\":960,\"name\":\"Segment 960\"},"
                        + "\"sync_info\":{\"page_number\":1,\"total_pages\":1,\"sync_task_id\":\"" + task
                        + "\"},\"add\":[{\"id\":\"" + id + "\"}],\"remove\":[]}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
