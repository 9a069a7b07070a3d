package io.segue.inbox.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What recognises a delivery that comes again is kept for a month and a half. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OldKeysTest {

    private static final String COUNT = "select count(*) from delivery_key where tenant_id = ?";

    @Inject
    InboxJobs jobs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Test
    void goAndYoungerOnesStay() {
        long tenant = tenants.enabled().id();
        keys(tenant, 1, 5_001, 46);
        keys(tenant, 5_002, 5_004, 44);
        long other = tenants.enabled().id();
        keys(other, 1, 2, 46);

        jobs.dropOldKeys();

        assertThat(rows.count(tenant, COUNT)).isEqualTo(3);
        assertThat(rows.count(other, COUNT)).isZero();
    }

    private void keys(long tenant, int from, int to, int daysOld) {
        rows.write(tenant, """
                with made as (
                    insert into delivery_key (tenant_id, heap_segment_id, task_id, page_number, digest, delivery_id, received_at)
                    select ?, '7', 'task', n, '\\x00', n, now() - ? * interval '1 day' from generate_series(?, ?) n
                    returning 1)
                select count(*) from made""", daysOld, from, to);
    }
}
