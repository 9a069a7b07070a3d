package io.segue.sync.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingReads;
import io.segue.TestingRows;
import io.segue.platform.Database;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.verify.VerificationStore.Start;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A sample looks leavers up one by one, also before PostgreSQL has statistics of those who stay. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SampleReadsTest {

    private static final int KEYS = 2_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

    @Test
    void ofIds() {
        Ordered sync = syncs.order(syncs.place(), "996");

        assertThatLeaversAreLookedUp(sync, "id");
    }

    @Test
    void ofValues() {
        Ordered sync = syncs.order(syncs.place(), "997");
        rows.keyField(sync.tenant(), sync.segment(), "email");

        assertThatLeaversAreLookedUp(sync, "email");
    }

    /** Half of them leave, and are no longer in LaunchDarkly either. */
    private void assertThatLeaversAreLookedUp(Ordered sync, String keyField) {
        syncs.sql(sync.tenant(), """
                insert into segment_member (tenant_id, segment_id, member_id, key, present, seq, task_order)
                select tenant_id, id, 'u' || n, 'u' || n, n > %d, n, 1 from segment, generate_series(1, %d) n""".formatted(KEYS, 2 * KEYS));
        VerificationClaim claim = new VerificationClaim(sync.tenant(), 1, sync.sync(), 1);
        Start start = new Start(
                false,
                1_000,
                Optional.empty(),
                sync.segment(),
                sync.place().connection(),
                keyField,
                0,
                Optional.empty(),
                false);

        long reads = database.inTenant(sync.tenant(), connection -> {
            assertThat(SampledKeys.leavers(connection, claim, start)).hasSize(200);
            return TestingReads.of(connection, "delivered_key", "segment_member");
        });

        assertThat(reads).isBetween((long) KEYS, 20L * KEYS);
    }
}
