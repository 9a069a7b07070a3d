package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.Batch;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key that LaunchDarkly refuses day after day is news on the first one. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RefusedAgainTest {

    private static final String RAISED = "alert.raised The quarantine grew";
    private static final String OVER = "alert.recovered Over: The quarantine grew";

    @Inject
    TestingLook look;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    TenantSummary tenant;
    Ordered sync;

    @BeforeEach
    void makeATenant() {
        clock.stop();
        tenant = tenants.enabled();
        sync = syncs.order(syncs.place(tenant.id(), "api-" + UUID.randomUUID()), "952");
    }

    @AfterEach
    void letTheTargetWork() {
        clock.goOn();
        target.work();
    }

    @Test
    void tellsOnceOfAnAdditionThatIsRefusedDayAfterDay() {
        target.failBefore(RefusedAgainTest::refusesBad);
        syncs.enter(sync, "bad", "bob");
        syncs.run(sync);
        lookUntilItIsOver();
        assertThat(notices()).containsExactly(RAISED, OVER);

        for (int day = 1; day <= 3; day++) {
            letADayPass();
            syncs.run(sync);
            assertThat(triesOfBad()).as("tried again after day %d", day).isGreaterThan(day);
            lookUntilItIsOver();
        }

        assertThat(notices()).containsExactly(RAISED, OVER);
    }

    @Test
    void tellsOnceOfARemovalThatIsRefusedByEachRun() {
        syncs.enter(sync, "bad", "bob");
        syncs.run(sync);
        target.failBefore(RefusedAgainTest::refusesBad);
        syncs.leave(sync, "bad");
        for (int day = 1; day <= 3; day++) {
            syncs.run(sync);
            syncs.run(sync);
            lookUntilItIsOver();
            letADayPass();
        }

        assertThat(triesOfBad()).isGreaterThan(6);
        assertThat(notices()).containsExactly(RAISED, OVER);
    }

    @Test
    void tellsOfTheNextKeyAsWell() {
        target.failBefore(RefusedAgainTest::refusesBad);
        syncs.enter(sync, "bad", "bob");
        syncs.run(sync);
        lookUntilItIsOver();
        letADayPass();

        syncs.enter(sync, "bad too");
        syncs.run(sync);
        look.at(tenant);

        assertThat(notices()).containsExactly(RAISED, OVER, RAISED);
        assertThat(rows.texts(tenant.id(), "select detail from alert where tenant_id = ? and recovered_at is null"))
                .singleElement()
                .asString()
                .startsWith("LaunchDarkly refused 1 key within an hour.");
    }

    /** The database's clock sets keys aside: it is what happened that moves back. */
    private void letADayPass() {
        letPass(Duration.ofHours(25));
    }

    private void lookUntilItIsOver() {
        look.at(tenant);
        letPass(Duration.ofMinutes(61));
        look.at(tenant);
        clock.tick(Duration.ofMinutes(5));
        look.at(tenant);
    }

    private void letPass(Duration time) {
        String ago = " - interval '" + time.toMinutes() + " minutes'";
        syncs.sql(tenant.id(), "update quarantined_key set at = at" + ago + ", first_at = first_at" + ago);
    }

    private long triesOfBad() {
        return target.calls(sync.place().clientSideId()).stream()
                .filter(batch -> refusesBad(batch).isPresent())
                .count();
    }

    private static Optional<VendorFailure> refusesBad(Batch batch) {
        boolean isBad = batch.adds().stream().anyMatch(key -> key.startsWith("bad"))
                || batch.removes().stream().anyMatch(key -> key.startsWith("bad"));
        return isBad ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "Invalid context key.")) : Optional.empty();
    }

    private List<String> notices() {
        return rows.texts(
                tenant.id(),
                "select event || ' ' || title from alert_notice where tenant_id = ? and event like 'alert.%' order by id");
    }
}
