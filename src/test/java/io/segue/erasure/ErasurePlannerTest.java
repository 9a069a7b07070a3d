package io.segue.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.erasure.ErasurePlan.Identifier;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ids and keys that go together are found together; a key that several have leads to nobody. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasurePlannerTest {

    @Inject
    ErasurePlanner planner;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    private long tenant;
    private long byMail;
    private long byTeam;

    @BeforeEach
    void aSegmentKnowsPeopleByMailAndAnotherByTeam() {
        tenant = tenants.enabled().id();
        byMail = segment("1", "email");
        byTeam = segment("2", "team");
    }

    @Test
    void findsTheKeyOfAnIdAndTheIdOfAKey() {
        member(byMail, "42", "ann@x");

        assertThat(planner.plan(tenant, "42").identifiers())
                .containsExactly(new Identifier("42", 0, true), new Identifier("ann@x", 0, true));
        assertThat(planner.plan(tenant, "ann@x").identifiers())
                .containsExactly(new Identifier("ann@x", 0, true), new Identifier("42", 0, true));
    }

    @Test
    void doesNotTakeASharedKeyForAPersons() {
        member(byTeam, "42", "red");
        member(byTeam, "43", "red");

        assertThat(planner.plan(tenant, "42").identifiers())
                .containsExactly(new Identifier("42", 0, true), new Identifier("red", 1, false));
    }

    @Test
    void countsWhatIsConcerned() {
        member(byMail, "42", "ann@x");
        member(byTeam, "42", "blue");

        ErasurePlan plan = planner.plan(tenant, "42");

        assertThat(plan.members()).isEqualTo(2);
        assertThat(plan.segments()).isEqualTo(2);
        assertThat(plan.places()).isZero();
    }

    @Test
    void knowsNobodyElse() {
        ErasurePlan plan = planner.plan(tenant, "nobody");

        assertThat(plan.isKnown()).isFalse();
        assertThat(plan.identifiers()).containsExactly(new Identifier("nobody", 0, true));
    }

    private long segment(String heapId, String keyField) {
        long segment = rows.segment(tenant, heapId, "Any " + heapId, 1);
        rows.keyField(tenant, segment, keyField);
        return segment;
    }

    private void member(long segment, String id, String key) {
        rows.write(tenant, """
                insert into segment_member (tenant_id, segment_id, member_id, key, present, seq, task_order)
                values (?, ?, ?, ?, true, 1, 1) returning 1""", segment, id, key);
    }
}
