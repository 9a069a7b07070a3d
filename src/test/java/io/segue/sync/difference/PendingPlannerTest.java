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

    @Test
    void whoseAddingWasRefusedLatelyIsNotPending() {
        setAside("bad", true);
        syncs.enter(sync, "bad", "cid");

        assertThat(plan()).isEqualTo(new PendingPlan(1, 0, true));
    }

    @Test
    void aRefusedRemovalIsPendingUntilItIsTaken() {
        syncs.leave(sync, "ann");
        syncs.run(sync);
        syncs.sql(
                sync.tenant(),
                "insert into delivered_key (tenant_id, sync_id, key, batch) select tenant_id, id, 'ann', 1 from sync");
        setAside("ann", false);

        assertThat(plan()).isEqualTo(new PendingPlan(0, 1, true));
    }

    private void setAside(String key, boolean adding) {
        syncs.sql(sync.tenant(), """
                insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                select y.tenant_id, y.id, '%s', %s, 'not this one', max(r.id) from sync y join run r on r.sync_id = y.id
                 group by y.tenant_id, y.id""".formatted(key, adding));
    }

    private PendingPlan plan() {
        changes.applyAcknowledged(sync.tenant(), sync.segment());
        return planner.plan(sync.tenant(), sync.sync());
    }
}
