package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OverviewPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Test
    @TestSecurity(user = "overview-viewer")
    void leadsANewTenantToSetUp() {
        TenantSummary tenant = tenants.with("overview-viewer", Role.VIEWER);

        given().get("/t/{t}", tenant.slug())
                .then()
                .statusCode(200)
                .body(allOf(containsString("0 of 3 steps are done"), containsString("/setup")));
    }

    @Test
    @TestSecurity(user = "overview-viewer")
    void listsWhatNeedsAttentionWithItsReason() {
        TenantSummary tenant = tenants.with("overview-viewer", Role.VIEWER);
        long connection = rows.connection(tenant.id(), "Production", false);
        long segment = rows.segment(tenant.id(), "1", "Power users", 10);
        rows.sync(tenant.id(), segment, connection, "stopped");
        rows.delivery(tenant.id(), "conflict", "Power users");

        given().get("/t/{t}", tenant.slug())
                .then()
                .body(allOf(
                        containsString("Something needs you"),
                        containsString("The check of Production failed"),
                        containsString("Power users to Production is stopped"),
                        containsString("LaunchDarkly refused the access token"),
                        containsString("1 of Heap&#39;s calls")));
    }

    @Test
    @TestSecurity(user = "overview-viewer")
    void isNotThereForAStranger() {
        tenants.with("overview-viewer", Role.VIEWER);

        given().get("/t/{t}", tenants.enabled().slug()).then().statusCode(404);
    }
}
