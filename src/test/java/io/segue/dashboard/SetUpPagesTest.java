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
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Secret;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SetUpPagesTest {

    @Inject
    TestingTenants tenants;

    @Inject
    Hooks hooks;

    @Inject
    TestingRows rows;

    @Test
    @TestSecurity(user = "setup-editor")
    void showsTheWebhookUrlOnceAndThenHeapsSteps() {
        TenantSummary tenant = tenants.with("setup-editor", Role.EDITOR);
        String page = "/t/" + tenant.slug() + "/setup";

        post(page, page + "/hook-url", Map.of())
                .then()
                .statusCode(200)
                .body(allOf(containsString("/hooks/heap/"), containsString("Create New Integration")));

        given().get(page).then().body(allOf(not(containsString("/hooks/heap/")), containsString("Developer Hub")));
    }

    @Test
    @TestSecurity(user = "setup-editor")
    void takesTheSecretAndWaitsForTheFirstCall() {
        TenantSummary tenant = tenants.with("setup-editor", Role.EDITOR);
        String page = "/t/" + tenant.slug() + "/setup";
        hooks.rotateToken(tenant.id(), "a test");

        post(page, page + "/secret", Map.of("secret", "secret of " + tenant.slug()))
                .then()
                .statusCode(303);

        assertThat(hooks.state(tenant.id()).secretLastFour()).isPresent();
        given().get(page + "/call")
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Waiting for the first signed call"),
                        containsString("every 2s"),
                        not(containsString("<html"))));
        given().get(page + "/call?seen=0-0").then().statusCode(204);
    }

    @Test
    @TestSecurity(user = "setup-editor")
    void saysWhatWasExpectedWhenTheSecretIsMissing() {
        TenantSummary tenant = tenants.with("setup-editor", Role.EDITOR);
        String page = "/t/" + tenant.slug() + "/setup";

        post(page, page + "/secret", Map.of("secret", " "))
                .then()
                .statusCode(400)
                .body(allOf(containsString("Reveal Webhook secret"), containsString("Set up")));
    }

    @Test
    @TestSecurity(user = "setup-viewer")
    void letsAViewerOnlyLook() {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);

        given().get("/t/{t}/setup", tenant.slug())
                .then()
                .statusCode(200)
                .body(allOf(containsString("An editor can do that"), not(containsString("<form method=\"post\""))));
    }

    @Test
    @TestSecurity(user = "setup-owner")
    void letsAnOwnerChangeTheSignatureWindow() {
        TenantSummary tenant = tenants.with("setup-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/setup";
        hooks.setSecret(tenant.id(), new Secret("secret of " + tenant.slug()), "a test");
        given().get(page).then().body(containsString("300 seconds old"));

        post(page, page + "/window", Map.of("seconds", "60")).then().statusCode(303);

        given().get(page).then().body(containsString("60 seconds old"));
        assertThat(rows.audit(tenant.id()))
                .contains("setup-owner changed the signature window: from 300 to 60 seconds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"29", "901", "", "a minute", "60.5", "99999999999"})
    @TestSecurity(user = "setup-owner")
    void tellsAnOwnerTheBoundsOfTheWindow(String seconds) {
        TenantSummary tenant = tenants.with("setup-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/setup";

        post(page, page + "/window", Map.of("seconds", seconds))
                .then()
                .statusCode(400)
                .body(allOf(containsString("30 to 900"), containsString("Set up")));
    }

    @Test
    @TestSecurity(user = "setup-editor")
    void letsAnEditorOnlySeeTheWindow() {
        TenantSummary tenant = tenants.with("setup-editor", Role.EDITOR);
        String page = "/t/" + tenant.slug() + "/setup";
        hooks.setSecret(tenant.id(), new Secret("secret of " + tenant.slug()), "a test");
        hooks.rotateToken(tenant.id(), "a test");

        given().get(page).then().body(allOf(containsString("300 seconds old"), not(containsString("/setup/window"))));
        post(page, page + "/window", Map.of("seconds", "60")).then().statusCode(403);
        post(page, page + "/id-token", Map.of("idToken", "x")).then().statusCode(403);
    }
}
