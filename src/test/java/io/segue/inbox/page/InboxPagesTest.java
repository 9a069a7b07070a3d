package io.segue.inbox.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.OpaqueIds;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class InboxPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    OpaqueIds ids;

    @Test
    void sendsAVisitorToSignIn() {
        given().redirects().follow(false).get("/t/any/inbox").then().statusCode(302);
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void saysWhatToDoWhenNothingCameYet() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);

        given().get("/t/{t}/inbox", tenant.slug()).then().statusCode(200).body(containsString("Send sample segment"));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void showsFiftyCallsAndLeadsToOlderOnes() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long oldest = rows.delivery(tenant.id(), "applied", "The oldest");
        for (int i = 0; i < 50; i++) {
            rows.delivery(tenant.id(), "applied", "Newer");
        }
        String before = ids.encode("dlv", oldest + 1);

        given().get("/t/{t}/inbox", tenant.slug())
                .then()
                .body(allOf(containsString("Older 50"), containsString(before), not(containsString("The oldest"))));
        given().get("/t/{t}/inbox?before={b}", tenant.slug(), before)
                .then()
                .body(allOf(containsString("The oldest"), not(containsString("Older 50"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void narrowsToOneVerdict() {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        rows.delivery(tenant.id(), "applied", "Power users");
        rows.delivery(tenant.id(), "conflict", "Churn risk");

        given().get("/t/{t}/inbox?verdict=conflict", tenant.slug())
                .then()
                .body(allOf(containsString("Churn risk"), not(containsString("Power users"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void showsABodyWithoutTrustingIt() throws IOException {
        TenantSummary tenant = tenants.with("inbox-viewer", Role.VIEWER);
        long delivery = rows.delivery(tenant.id(), "applied", "<script>alert(1)</script>");
        rows.body(tenant.id(), delivery, ShownBodyTest.deflated("{\"name\":\"<script>alert(2)</script>\"}"));

        given().get("/t/{t}/inbox/{d}", tenant.slug(), ids.encode("dlv", delivery))
                .then()
                .statusCode(200)
                .body(allOf(containsString("&lt;script&gt;alert(2)"), not(containsString("<script>alert"))));
    }

    @Test
    @TestSecurity(user = "inbox-viewer")
    void doesNotKnowAnotherTenantsDelivery() {
        TenantSummary own = tenants.with("inbox-viewer", Role.VIEWER);
        TenantSummary other = tenants.enabled();
        String theirs = ids.encode("dlv", rows.delivery(other.id(), "applied", "Theirs"));

        given().get("/t/{t}/inbox/{d}", own.slug(), theirs).then().statusCode(404);
        given().get("/t/{t}/inbox/{d}", other.slug(), theirs).then().statusCode(404);
        given().get("/t/{t}/inbox", other.slug()).then().statusCode(404);
    }
}
