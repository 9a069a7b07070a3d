package io.segue.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;

/** Whoever is not let into the API is told why, as problem+json. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ApiTokenTest {

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    @Inject
    Database database;

    @Test
    void isMissing() {
        refused(given().get("/api/v1/segments").then(), containsString("no such header"));
        refused(given().get("/api/v1/tenants").then(), containsString("no such header"));
    }

    @Test
    void isOfAnotherScheme() {
        refused(
                given().auth()
                        .preemptive()
                        .basic("a", "b")
                        .get("/api/v1/segments")
                        .then(),
                containsString("something else"));
    }

    @Test
    void isUnknown() {
        refused(with("segue_unknown").get("/api/v1/segments").then(), containsString("nobody here has it"));
        refused(with("segue_unknown").get("/api/v1/tenants").then(), containsString("nobody here has it"));
    }

    @Test
    void isRevoked() {
        TenantSummary tenant = tenants.enabled();
        String token = tokens.create(tenant.id(), "old", Role.OWNER, "a test").value();
        with(token).get("/api/v1/segments").then().statusCode(200);

        long id = tokens.list(tenant.id()).get(0).id();
        database.doInTenant(tenant.id(), connection -> tokens.revoke(connection, tenant.id(), id));

        refused(with(token).get("/api/v1/segments").then(), containsString("was revoked"));
    }

    @Test
    void isOfTooSmallARole() {
        String token = tokens.create(tenants.enabled().id(), "viewer", Role.VIEWER, "a test")
                .value();

        forbidden(
                with(token)
                        .contentType("application/json")
                        .body("{}")
                        .post("/api/v1/connections")
                        .then(),
                allOf(containsString("the role editor"), containsString("yours is viewer")));
    }

    @Test
    void isATenantsWhereSupportsIsNeeded() {
        String token = tokens.create(tenants.enabled().id(), "owner", Role.OWNER, "a test")
                .value();

        forbidden(with(token).get("/api/v1/tenants").then(), containsString("needs support's token"));
    }

    @Test
    void leadsToSignInOnAPage() {
        given().redirects().follow(false).get("/t/any/inbox").then().statusCode(302);
        with("segue_unknown")
                .redirects()
                .follow(false)
                .get("/t/any/inbox")
                .then()
                .statusCode(302);
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static void refused(ValidatableResponse answer, Matcher<String> detail) {
        answer.statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .body("status", equalTo(401))
                .body("detail", detail);
    }

    private static void forbidden(ValidatableResponse answer, Matcher<String> detail) {
        answer.statusCode(403)
                .contentType("application/problem+json")
                .body("status", equalTo(403))
                .body("detail", detail);
    }
}
