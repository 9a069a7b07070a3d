package io.segue.dashboard.setup;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.segue.TestingDatabase;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Secret;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rotation leaves the URL and the secret before good for a day; an owner ends them earlier. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RotationTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Hooks hooks;

    @Inject
    TestingRows rows;

    @Test
    @TestSecurity(user = "rotation-owner")
    void endsTheOldSecretAtOnce() {
        TenantSummary tenant = tenants.with("rotation-owner", Role.OWNER);
        Integration old = integration(tenant);
        Integration renewed = old.withSecret("the next secret of " + tenant.slug());
        hooks.setSecret(tenant.id(), new Secret(renewed.secret()), "a test");
        assertThat(old.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(200);
        given().get(pageOf(tenant))
                .then()
                .body(allOf(containsString("The webhook secret before is still valid"), containsString("in 24 h")));

        post(pageOf(tenant), pageOf(tenant) + "/old-secret/end", Map.of())
                .then()
                .statusCode(303);

        assertThat(old.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(403);
        assertThat(renewed.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(200);
        given().get(pageOf(tenant)).then().body(not(containsString("before is still valid")));
        assertThat(rows.audit(tenant.id()))
                .anyMatch(entry -> entry.startsWith("rotation-owner ended the old webhook secret: before: ends in "));
    }

    @Test
    @TestSecurity(user = "rotation-owner")
    void endsTheOldUrlAtOnce() {
        TenantSummary tenant = tenants.with("rotation-owner", Role.OWNER);
        Integration old = integration(tenant);
        Integration moved =
                old.withToken(hooks.rotateToken(tenant.id(), "a test").value());
        assertThat(old.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(200);
        given().get(pageOf(tenant)).then().body(containsString("The webhook URL before still works"));

        post(pageOf(tenant), pageOf(tenant) + "/old-url/end", Map.of()).then().statusCode(303);

        assertThat(old.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(403);
        assertThat(moved.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(200);
        post(pageOf(tenant), pageOf(tenant) + "/old-url/end", Map.of()).then().statusCode(409);
    }

    @Test
    @TestSecurity(user = "rotation-editor")
    void leavesItToOwners() {
        TenantSummary tenant = tenants.with("rotation-editor", Role.EDITOR);
        integration(tenant);
        hooks.rotateToken(tenant.id(), "a test");

        given().get(pageOf(tenant))
                .then()
                .body(allOf(containsString("An owner can end it earlier"), not(containsString("/old-url/end"))));
        post(pageOf(tenant), pageOf(tenant) + "/old-url/end", Map.of()).then().statusCode(403);
    }

    private Integration integration(TenantSummary tenant) {
        String secret = "secret of " + tenant.slug();
        hooks.setSecret(tenant.id(), new Secret(secret), "a test");
        return new Integration(tenant, hooks.rotateToken(tenant.id(), "a test").value(), secret);
    }

    private static String pageOf(TenantSummary tenant) {
        return "/t/" + tenant.slug() + "/setup";
    }
}
