package io.segue.inbox.hook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.TestingDatabase;
import io.segue.TestingInstallation;
import io.segue.tenant.TenantState;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What the operator declares is there after the start. */
@QuarkusTest
@TestProfile(TestingInstallation.class)
@QuarkusTestResource(TestingDatabase.class)
class ProvisionedHooksTest {

    @Inject
    Tenants tenants;

    @Inject
    Hooks hooks;

    @Test
    void isThereWithItsTokensUrlAndSecret() {
        assertThat(tenants.get("declared").state()).isEqualTo(TenantState.ENABLED);
        HookState hook = hooks.state(tenants.get("declared").id());
        assertThat(hook.tokenLastFour()).contains("0000");
        assertThat(hook.secretLastFour()).isPresent();
        given().header("Authorization", "Bearer " + TestingInstallation.API_TOKEN)
                .get("/api/v1/segments")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + TestingInstallation.SUPPORT_TOKEN)
                .get("/api/v1/tenants")
                .then()
                .statusCode(200)
                .body("items.slug", hasItem("declared"));
        given().body("{}")
                .contentType("application/json")
                .post("/hooks/heap/" + TestingInstallation.HOOK_TOKEN)
                .then()
                .statusCode(403);
    }

    @Test
    void isRequestedWhenOnlyItsNameIsDeclared() {
        HookState hook = hooks.state(tenants.get("bare").id());

        assertThat(tenants.get("bare").state()).isEqualTo(TenantState.REQUESTED);
        assertThat(hook.tokenLastFour()).isEmpty();
        assertThat(hook.isRefused()).isFalse();
        assertThat(hook.rules().windowSeconds()).isEqualTo(300);
    }
}
