package io.segue.sync.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingReads;
import io.segue.platform.Database;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.claim.Claim;
import io.segue.sync.quarantine.RefusedKeys;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Comparing all keys reads each member and each key a few times, also when everybody has left. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WholeReadsTest {

    private static final int KEYS = 100_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    Database database;

    @Test
    void whenAllHaveLeft() {
        Ordered sync = syncs.order(syncs.place(), "996");
        syncs.sql(sync.tenant(), """
                insert into segment_member (tenant_id, segment_id, member_id, present, seq, task_order)
                select tenant_id, id, 'u' || n, false, n, 1 from segment, generate_series(1, %d) n""".formatted(KEYS));
        syncs.sql(sync.tenant(), """
                insert into delivered_key (tenant_id, sync_id, key, batch)
                select tenant_id, id, 'u' || n, 1 from sync, generate_series(1, %d) n""".formatted(KEYS));
        Claim claim = new Claim(
                sync.tenant(), sync.sync(), sync.segment(), sync.place().connection(), 1);
        WholeDifference difference = new WholeDifference(KeySql.of(claim, "id", RefusedKeys.NONE), Doubt.NONE);

        long reads = database.inTenant(sync.tenant(), connection -> {
            int removals = 0;
            while (!difference.isRead()) {
                removals += difference.next(connection).size();
            }
            assertThat(removals).isEqualTo(KEYS);
            return TestingReads.of(connection, "delivered_key", "segment_member");
        });

        assertThat(reads).isBetween(2L * KEYS, 3L * KEYS);
    }
}
