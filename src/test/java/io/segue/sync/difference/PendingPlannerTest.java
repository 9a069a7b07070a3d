package io.segue.sync.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.segment.PendingChanges;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PendingPlannerTest {

    @Inject
    PendingPlanner planner;

    @Inject
    PendingChanges changes;

    @Inject
    TestingSyncs syncs;

    Ordered sync;

    @BeforeEach
    void launchDarklyHoldsAnnAndBob() {
        sync = syncs.order(syncs.place(), "701");
        syncs.enter(sync, "ann", "bob");
        syncs.run(sync);
    }

    @Test
    void nothingIsPendingAfterARun() {
        assertThat(plan()).isEqualTo(PendingPlan.none());
    }

    @Test
    void countsAddsAndRemovesExactly() {
        syncs.enter(sync, "cid", "dan", "eve");
        syncs.leave(sync, "ann", "cid");

        assertThat(plan()).isEqualTo(new PendingPlan(2, 1, true));
    }

    @Test
    void whoLeftAndCameBackIsNoChange() {
        syncs.leave(sync, "ann");
        syncs.enter(sync, "ann");

        assertThat(plan().isNothing()).isTrue();
    }

    @Test
    void saysAtMostWhenAllMustBeCompared() {
        syncs.sql(sync.tenant(), "update sync set plan_version = plan_version + 1");

        assertThat(plan()).isEqualTo(new PendingPlan(2, 2, false));
    }

    @Test
    void anEmptyingRemovesWhatIsHeld() {
        syncs.sql(sync.tenant(), "update sync set mode = 'off', to_be_empty = true, next_run_at = null");

        assertThat(plan()).isEqualTo(new PendingPlan(0, 2, true));
    }

    private PendingPlan plan() {
        changes.applyAcknowledged(sync.tenant(), sync.segment());
        return planner.plan(sync.tenant(), sync.sync());
    }
}
