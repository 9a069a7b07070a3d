package io.segue.sync.lateness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.segment.PendingChanges;
import io.segue.sync.Stops;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.Tenants;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing from Heap for one and a half intervals: told once, and once when it is back. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@TestSecurity(user = "late-viewer")
class LatenessTest {

    @Inject
    LatenessJob job;

    @Inject
    TestingListener told;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Tenants states;

    @Inject
    Stops stops;

    @Inject
    PendingChanges pending;

    @Inject
    OpaqueIds ids;

    @Inject
    ApiTokens tokens;

    Ordered power;
    Ordered churn;

    @BeforeEach
    void orderTwoSyncs() {
        power = syncs.order(syncs.place(), "1");
        churn = syncs.order(power.place(), "2");
        tenants.join(tenant(), "late-viewer", Role.VIEWER);
        syncs.sql(tenant(), "update tenant set enabled_at = now() - interval '9 days'");
    }

    @Test
    void waitsOneAndAHalfIntervalsOfFourHours() {
        LatenessConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LatenessConfig.class)
                .build()
                .getConfigMapping(LatenessConfig.class);

        assertThat(config.heapInterval()).isEqualTo(Duration.ofHours(4));
        assertThat(config.intervals()).isEqualTo(1.5);
    }

    @Test
    void tellsOfASegmentOnceHoweverOftenAndWhereverItLooks() {
        heard(power, "7 hours");

        job.look();
        job.look();

        assertThat(told.of(tenant())).containsExactly("silent " + power.segment());
        assertThat(rows.audit(tenant())).contains("Segue noticed that Heap is silent: nothing for 7 hours");
    }

    @Test
    void tellsOfAllSegmentsInOneMessage() {
        heard(power, "7 hours");
        heard(churn, "8 hours");

        job.look();

        assertThat(told.of(tenant())).containsExactly("silent all");
    }

    @Test
    void tellsOnceThatHeapIsBack() {
        heard(power, "7 hours");
        job.look();

        syncs.enter(power, "ann");
        pending.applyAcknowledged(tenant(), power.segment());
        job.look();
        job.look();

        assertThat(told.of(tenant())).containsExactly("silent " + power.segment(), "back " + power.segment());
        assertThat(rows.audit(tenant())).contains("Segue heard from Heap again: after 7 hours");
    }

    @Test
    void takesAnySignOfHeapForTheEndOfTheSilenceOfAll() {
        heard(power, "7 hours");
        heard(churn, "8 hours");
        job.look();

        syncs.enter(churn, "ann");
        pending.applyAcknowledged(tenant(), churn.segment());
        job.look();

        // The other one has its turn to come: it is not told of at once.
        assertThat(told.of(tenant())).containsExactly("silent all", "back all");
    }

    @Test
    void saysNothingWhileHeapIsOnlyAboutToBeLate() {
        heard(power, "5 hours 50 minutes");

        job.look();

        assertThat(told.of(tenant())).isEmpty();
    }

    @Test
    void mindsNoSegmentThatIsPausedOrOff() {
        heard(power, "7 hours");
        heard(churn, "7 hours");
        stops.pause(tenant(), power.sync(), "x");
        syncs.sql(tenant(), "update sync set mode = 'off' where id = " + churn.sync());

        job.look();

        assertThat(told.of(tenant())).isEmpty();
    }

    @Test
    void forgetsASilenceThatNobodyMindsAnyMore() {
        heard(power, "7 hours");
        job.look();

        stops.pause(tenant(), power.sync(), "x");
        job.look();

        assertThat(told.of(tenant())).containsExactly("silent " + power.segment());
        assertThat(rows.count(tenant(), "select count(*) from silence where tenant_id = ? and ended_at is null"))
                .isZero();
    }

    @Test
    void givesHeapTimeAfterTheTenantWasEnabledAgain() {
        heard(power, "7 hours");
        heard(churn, "7 hours");
        String slug = syncs.one(power, "select slug from tenant");
        states.suspend(slug);
        states.enable(slug);

        job.look();

        assertThat(told.of(tenant())).isEmpty();
    }

    @Test
    void standsOnTheSegmentsPageUntilHeapIsBack() {
        heard(power, "7 hours");
        job.look();
        page("/segments/" + ids.encode("seg", power.segment()))
                .body(allOf(containsString("Heap is silent:"), containsString("Heap sends other segments")));
        page("/segments/" + ids.encode("seg", churn.segment())).body(not(containsString("Heap is silent")));

        syncs.enter(power, "ann");
        pending.applyAcknowledged(tenant(), power.segment());
        job.look();

        page("/segments/" + ids.encode("seg", power.segment()))
                .body(allOf(containsString("Heap sends this segment again."), not(containsString("Heap is silent"))));
    }

    @Test
    void standsOnTheOverviewInOneLine() {
        Ordered third = syncs.order(power.place(), "3");
        heard(power, "8 hours");
        heard(third, "7 hours");
        job.look();

        page("").body(containsString("Nothing from Heap for Segment 1 and 1 more for 8 hours"));
    }

    @Test
    void isToldToPipelines() {
        heard(power, "7 hours");
        job.look();

        api("/api/v1/segments/" + ids.encode("seg", power.segment())).body("silentSince", notNullValue());
        api("/api/v1/segments/" + ids.encode("seg", churn.segment())).body("silentSince", nullValue());
        String inList = "items.find { it.id == '%s' }.silentSince";
        api("/api/v1/segments")
                .body(String.format(inList, ids.encode("seg", power.segment())), notNullValue())
                .body(String.format(inList, ids.encode("seg", churn.segment())), nullValue());
    }

    private long tenant() {
        return power.tenant();
    }

    private void heard(Ordered segment, String ago) {
        syncs.sql(
                tenant(),
                "update segment set heard_at = now() - interval '" + ago + "' where id = " + segment.segment());
        syncs.sql(tenant(), "update hook set last_call_at = null");
    }

    private ValidatableResponse page(String path) {
        return given().get("/t/" + syncs.one(power, "select slug from tenant") + path)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse api(String path) {
        return TestingTenants.bearer(tokenOfTenant()).get(path).then().statusCode(200);
    }

    private String tokenOfTenant() {
        return tokens.create(tenant(), "a test", Role.VIEWER, "a test").value();
    }
}
