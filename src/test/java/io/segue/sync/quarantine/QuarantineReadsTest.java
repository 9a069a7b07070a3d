package io.segue.sync.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingReads;
import io.segue.platform.Database;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.claim.Claim;
import jakarta.inject.Inject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A run looks its quarantined keys up, however many there are, and before PostgreSQL has statistics of them. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class QuarantineReadsTest {

    private static final int KEYS = 2_000;

    @Inject
    TestingSyncs syncs;

    @Inject
    Database database;

    @Test
    void whenItEnds() {
        Ordered sync = syncs.order(syncs.place(), "996");
        syncs.enter(sync, IntStream.range(0, KEYS).mapToObj(n -> "u" + n).toArray(String[]::new));
        syncs.run(sync);
        syncs.sql(sync.tenant(), """
                insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id)
                select tenant_id, sync_id, key, true, 'refused', 0 from delivered_key""");
        Claim claim = new Claim(
                sync.tenant(), sync.sync(), sync.segment(), sync.place().connection(), 1);

        long reads = database.inTenant(sync.tenant(), connection -> {
            new RunQuarantine(claim).clear(connection, 1, "member_id");
            return TestingReads.of(connection, "quarantined_key", "delivered_key", "segment_member");
        });

        assertThat(reads).isBetween((long) KEYS, 20L * KEYS);
    }
}
