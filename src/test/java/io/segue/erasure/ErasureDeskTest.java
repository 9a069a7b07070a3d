package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.erasure.Erasure.Place;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does about an erasure: lifts its block, closes it by hand, asks Heap. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasureDeskTest {

    private static final String ANN = "ann.erased@example.com";

    @Inject
    TestingErasures erasures;

    @Inject
    Erasures desk;

    @Inject
    HeapApiKeys heapKeys;

    @Inject
    TestingHeapDeletions heap;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

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
    void letsThePersonComeBackOnAnOwnersWord() {
        Erasure erasure = erasures.erase(sync, ANN);
        assertThat(desk.isAbout(sync.tenant(), erasure.id(), ANN)).isTrue();
        assertThat(desk.isAbout(sync.tenant(), erasure.id(), "bob")).isFalse();

        desk.lift(sync.tenant(), erasure.id(), "owner");
        syncs.enter(sync, ANN);
        syncs.run(sync);

        assertThat(held()).containsExactly(ANN, "bob");
        assertThat(desk.isAbout(sync.tenant(), erasure.id(), ANN)).isFalse();
        assertThat(rows.audit(sync.tenant())).contains("owner let an erased person come back: was blocked");
    }

    @Test
    void liftsNoBlockWhileTheErasureGoesOn() {
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "away")));
        String erasure = erasures.request(sync.tenant(), ANN);

        assertThatThrownBy(() -> desk.lift(sync.tenant(), erasure, "owner")).isInstanceOf(ProblemException.class);
    }

    @Test
    void isClosedByAPersonWhereLaunchDarklyCannotBeReached() {
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.NOT_FOUND, 404, "no such environment")));
        String id = erasures.request(sync.tenant(), ANN);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            erasures.look(sync.tenant());
            syncs.lookForDue();
            return erasures.get(sync.tenant(), id).places().stream()
                    .anyMatch(place -> place.obstacle().isPresent());
        });
        Place place = erasures.get(sync.tenant(), id).places().get(0);

        desk.close(sync.tenant(), id, place.syncId(), "owner");
        Erasure erasure = erasures.complete(sync.tenant(), id);

        assertThat(erasure.places().get(0).state()).isEqualTo("closed");
        assertThat(new Proof("Acme", erasure).text()).contains("by owner, who said to have removed it there by hand");
        assertThat(erasures.everythingOf(sync.tenant())).doesNotContain(ANN);
    }

    @Test
    void hasHeapDeleteThePersonTooAndFollowsIt() {
        heapKeys.save(sync.tenant(), "1234", "a-key-of-heaps-0000", "owner");
        String id = erasures.requestWithHeap(sync.tenant(), ANN);
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            erasures.look(sync.tenant());
            syncs.lookForDue();
            return erasures.get(sync.tenant(), id).state().equals("waiting-for-heap");
        });
        // Twice when the clock's own look came between: it asks again for what it does not know to be asked for.
        assertThat(heap.asked()).isNotEmpty().containsOnly("1234 a-key-of-heaps-0000 " + ANN);

        heap.complete();

        Erasure erasure = erasures.complete(sync.tenant(), id);
        assertThat(erasure.heap().state()).isEqualTo("complete");
        assertThat(erasure.heap().request())
                .hasValueSatisfying(request -> assertThat(request)
                        .matches("request-[1-%d]".formatted(heap.asked().size())));
    }

    @Test
    void waitsForAPersonWhenHeapRefusesTheKey() {
        heapKeys.save(sync.tenant(), "1234", "a-key-of-heaps-0000", "owner");
        heap.refuse(new HeapRefusedException("Heap refused the key. An owner enters it again.", true));
        String id = erasures.requestWithHeap(sync.tenant(), ANN);
        erasures.look(sync.tenant());
        assertThat(erasures.get(sync.tenant(), id).heap().state()).isEqualTo("failed");

        heap.work();
        heap.complete();
        desk.askHeapAgain(sync.tenant(), id, "owner");

        assertThat(erasures.complete(sync.tenant(), id).heap().state()).isEqualTo("complete");
    }

    @Test
    void isNotAskedOfHeapWithoutAKey() {
        assertThatThrownBy(() -> erasures.requestWithHeap(sync.tenant(), ANN)).isInstanceOf(ProblemException.class);
    }

    @Test
    void namesNobodyInTheAuditLog() {
        erasures.erase(sync, ANN);

        assertThat(rows.audit(sync.tenant()))
                .anyMatch(line -> line.startsWith("owner erased a person: 1 ids and keys are blocked, reference T-1"))
                .anyMatch(line -> line.startsWith("Segue completed an erasure"))
                .noneMatch(line -> line.contains(ANN));
    }

    private Set<String> held() {
        return target.held(sync.place().clientSideId(), sync.heapId());
    }
}
