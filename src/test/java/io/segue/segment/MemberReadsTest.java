package io.segue.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingReads;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.segment.block.Blocks;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment's first pages may be applied before PostgreSQL has statistics of it: a change of all reads each member a few times. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class MemberReadsTest {

    private static final int MEMBERS = 2_000;

    @Inject
    Database database;

    @Inject
    Blocks blocks;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    private long tenant;
    private long segment;

    @BeforeEach
    void makeASegment() {
        tenant = tenants.enabled().id();
        segment = rows.segment(tenant, "7", "Everyone", 0);
        rows.keyField(tenant, segment, "email");
        readsOf(change -> tell(change, "old"));
    }

    @Test
    void whenHeapEmptiesIt() {
        assertThat(readsOf(change -> {
                    change.beginDelivery(SegmentChange.NO_DELIVERY);
                    change.drain(0, 2);
                }))
                .isLessThan(20 * MEMBERS);
        assertThat(members()).isZero();
    }

    @Test
    void whenAllGetOtherKeys() {
        assertThat(readsOf(change -> tell(change, "new"))).isLessThan(20 * MEMBERS);
        assertThat(members()).isEqualTo(MEMBERS);
    }

    private static void tell(SegmentChange change, String word) {
        int ordinal = change.beginDelivery(SegmentChange.NO_DELIVERY);
        for (int n = 0; n < MEMBERS; n++) {
            String fields = "{\"email\":\"%s-%d@b.test\"}".formatted(word, n);
            change.stage(new StagedChange("u" + n, true, Optional.of(fields)), ordinal, 1);
        }
        change.endDelivery();
    }

    /** Rows of members that PostgreSQL looked at, those that it then passed over among them. */
    private long readsOf(Consumer<SegmentChange> application) {
        return database.inTenant(tenant, connection -> {
            try (SegmentChange change = SegmentChange.begin(connection, tenant, segment, blocks)) {
                application.accept(change);
                change.finish();
            }
            return TestingReads.of(connection, "segment_member");
        });
    }

    private long members() {
        return rows.count(tenant, "select count(*) from segment_member where tenant_id = ? and present");
    }
}
