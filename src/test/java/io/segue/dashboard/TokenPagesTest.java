package io.segue.dashboard;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
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
import io.segue.tenant.ApiTokens;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TokenPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    ApiTokens tokens;

    @Inject
    OpaqueIds ids;

    @Inject
    TestingRows rows;

    @Inject
    Tenants states;

    @Test
    @TestSecurity(user = "token-owner")
    void showsANewTokenOnceAndRevokesIt() {
        TenantSummary tenant = tenants.with("token-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/tokens";

        post(page, page, Map.of("name", "airflow", "role", "editor"))
                .then()
                .statusCode(200)
                .body(containsString("value=\"" + ApiTokens.PREFIX));
        given().get(page).then().body(not(containsString(ApiTokens.PREFIX)));
        String token = ids.encode("tok", tokens.list(tenant.id()).get(0).id());
        post(page, page + "/" + token + "/revoke", Map.of()).then().statusCode(303);

        assertThat(tokens.list(tenant.id())).isEmpty();
    }

    @Test
    @TestSecurity(user = "token-owner")
    void areOnlyLookedAtWhileTheTenantIsSuspended() {
        TenantSummary tenant = tenants.with("token-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/tokens";
        states.suspend(tenant.slug());

        given().get(page)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("No token yet"),
                        containsString("None can be created while"),
                        not(containsString("method=\"post\""))));
    }

    @Test
    @TestSecurity(user = "token-owner")
    void refusesARoleThatDoesNotExist() {
        String page = "/t/" + tenants.with("token-owner", Role.OWNER).slug() + "/tokens";

        post(page, page, Map.of("name", "x", "role", "emperor")).then().statusCode(400);
    }

    @Test
    @TestSecurity(user = "token-owner")
    void saysOnTheSamePageWhatIsWrongWithAName() {
        String page = "/t/" + tenants.with("token-owner", Role.OWNER).slug() + "/tokens";

        post(page, page, Map.of("name", "n".repeat(121), "role", "viewer"))
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("got 121"), containsString("value=\"nnn"), containsString("Create a token")));
    }

    @Test
    @TestSecurity(user = "token-owner")
    void tellsWhoMadeATokenAndWhenItWasUsed() {
        TenantSummary tenant = tenants.with("token-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/tokens";
        String token = tokens.create(tenant.id(), "terraform", Role.VIEWER, "ann@example.com")
                .value();
        given().get(page)
                .then()
                .body(allOf(
                        containsString("by ann@example.com"), containsString("never"), containsString("never used")));

        TestingTenants.bearer(token).get("/api/v1/segments").then().statusCode(200);

        given().get(page).then().body(not(containsString("never used")));
    }

    @Test
    void writesTheLastUseAtMostOnceAMinute() {
        TenantSummary tenant = tenants.enabled();
        String token =
                tokens.create(tenant.id(), "often", Role.VIEWER, "a test").value();
        tokens.find(token);
        Instant first = lastUse(tenant);

        tokens.find(token);
        assertThat(lastUse(tenant)).isEqualTo(first);

        rows.write(tenant.id(), """
                update api_token set last_used_at = now() - interval '61 seconds' where tenant_id = ? returning id""");
        tokens.find(token);
        assertThat(lastUse(tenant)).isAfterOrEqualTo(first);
    }

    private Instant lastUse(TenantSummary tenant) {
        return tokens.list(tenant.id()).get(0).lastUsedAt().orElseThrow();
    }

    @Test
    @TestSecurity(user = "token-owner")
    void doesNotRevokeAnotherTenantsToken() {
        String page = "/t/" + tenants.with("token-owner", Role.OWNER).slug() + "/tokens";
        TenantSummary other = tenants.enabled();
        tokens.create(other.id(), "theirs", Role.VIEWER, "a test");
        String theirs = ids.encode("tok", tokens.list(other.id()).get(0).id());

        post(page, page + "/" + theirs + "/revoke", Map.of()).then().statusCode(404);

        assertThat(tokens.list(other.id())).hasSize(1);
    }

    @Test
    @TestSecurity(user = "token-editor")
    void isForOwnersOnly() {
        TenantSummary tenant = tenants.with("token-editor", Role.EDITOR);

        given().get("/t/{t}/tokens", tenant.slug()).then().statusCode(403);
    }

    @Test
    void opensNoPageByToken() {
        TenantSummary tenant = tenants.enabled();
        String token =
                tokens.create(tenant.id(), "pipeline", Role.OWNER, "a test").value();

        given().header("Authorization", "Bearer " + token)
                .get("/t/{t}", tenant.slug())
                .then()
                .statusCode(404);
    }
}
