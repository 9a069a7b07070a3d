package io.segue.dashboard.setup;

import static io.restassured.RestAssured.given;
import static io.segue.TestingForms.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Secret;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @Inject
    Tenants states;

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
                        containsString("After Heap"),
                        not(containsString("<html"))));
        given().get(page + "/call?seen=" + seen(given().get(page).asString()))
                .then()
                .statusCode(204);
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
                .body(allOf(
                        containsString("An owner or editor can do that"),
                        not(containsString("<form method=\"post\""))));
    }

    @Test
    @TestSecurity(user = "setup-owner")
    void doesNotSendTheOwnerOfASuspendedTenantToAnOwner() {
        TenantSummary tenant = tenants.with("setup-owner", Role.OWNER);
        states.suspend(tenant.slug());

        given().get("/t/{t}/setup", tenant.slug())
                .then()
                .body(allOf(
                        containsString("Nobody can connect it while"),
                        not(containsString("An owner or editor can connect it")),
                        not(containsString("<form method=\"post\""))));
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
                .contains("setup-owner changed the signature window: before: 300 seconds; after: 60 seconds");
    }

    /** Were tokens signed, each page opened would bring a new one, and the forms that are open already would fail. */
    @Test
    @TestSecurity(user = "setup-owner")
    void takesAFormThatWasOpenWhileOtherPagesWereOpened() {
        TenantSummary tenant = tenants.with("setup-owner", Role.OWNER);
        String page = "/t/" + tenant.slug() + "/setup";
        hooks.setSecret(tenant.id(), new Secret("secret of " + tenant.slug()), "a test");
        Response opened = given().get(page);
        Matcher token =
                Pattern.compile("name=\"csrf-token\" value=\"([^\"]+)\"").matcher(opened.asString());
        assertThat(token.find()).isTrue();
        Map<String, String> cookies = new HashMap<>(opened.cookies());

        cookies.putAll(given().cookies(cookies).get(page + "/call").cookies());
        cookies.putAll(
                given().cookies(cookies).get("/t/" + tenant.slug() + "/inbox").cookies());

        given().cookies(cookies)
                .redirects()
                .follow(false)
                .formParams("csrf-token", token.group(1), "seconds", "60")
                .post(page + "/window")
                .then()
                .statusCode(303);
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

    @Test
    @TestSecurity(user = "setup-viewer")
    void showsTheFirstCallAndOpensTheNextStepWithoutAReload() {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);
        String page = "/t/" + tenant.slug() + "/setup";
        Integration heap = integration(tenant);
        String seen = seen(given().get(page).asString());

        heap.send(TestingHeap.page("77", "\"add\":[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}]"));

        await().untilAsserted(() -> given().get(page + "/call?seen=" + seen)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("First signed call received: Segment 77, 3 members"),
                        containsString("is applied"),
                        matchesPattern("(?s).*id=\"heap-state\" hx-swap-oob=\"true\">Done<.*"),
                        matchesPattern("(?s).*id=\"segment\" hx-swap-oob=\"true\".*“<span class=\"break\">Segment"
                                + " 77</span>” with 3 members.*"),
                        containsString("1 of 3 steps"))));
    }

    @ParameterizedTest
    @CsvSource({
        "'', The header Heap-Hash is missing",
        "'sha256=abc', The header Heap-Hash is malformed",
        "'ts:1700000000000,hmac:afDVF1f1VXnMzUaxMwMX8pPFgWkZaiOwgsM0oIFfIes=', The secret does not match",
        "'ts:1700000000000,ts:1700000000000,hmac:A', The header Heap-Hash came more than once",
    })
    @TestSecurity(user = "setup-viewer")
    void saysWhatIsWrongWithASignature(String header, String reason) {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);
        Integration heap = integration(tenant);

        heap.post(
                header.isEmpty() ? Integration.request() : Integration.request().header("Heap-Hash", header), "{}");

        given().get("/t/{t}/setup/call", tenant.slug())
                .then()
                .statusCode(200)
                .body(allOf(containsString("last call was refused"), containsString(reason)));
    }

    @ParameterizedTest
    @CsvSource({"-400, seconds behind our clock; 300 are allowed", "700, seconds ahead of our clock; 300 are allowed"})
    @TestSecurity(user = "setup-viewer")
    void saysHowFarAClockIsOffAndWhichWay(int seconds, String words) {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);
        Integration heap = integration(tenant);

        heap.send(TestingHeap.page("77", "\"add\":[]"), Instant.now().plusSeconds(seconds));

        given().get("/t/{t}/setup/call", tenant.slug())
                .then()
                .body(allOf(
                        containsString(words),
                        containsString("Waiting for the first signed call"),
                        containsString("0 of 3 steps")));
    }

    @Test
    @TestSecurity(user = "setup-viewer")
    void stopsAskingWhenNothingHappensForHalfAnHour() {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);
        integration(tenant);
        long longAgo = Instant.now().minusSeconds(1900).getEpochSecond();

        given().get("/t/{t}/setup/call?since=" + longAgo, tenant.slug())
                .then()
                .statusCode(200)
                .body(allOf(containsString("has stopped looking"), not(containsString("hx-get"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0"})
    @TestSecurity(user = "setup-viewer")
    void goesOnWhateverTimeItIsTold(String since) {
        TenantSummary tenant = tenants.with("setup-viewer", Role.VIEWER);
        integration(tenant);

        given().get("/t/{t}/setup/call?since={s}", tenant.slug(), since)
                .then()
                .statusCode(200)
                .body(containsString("hx-get"));
    }

    private Integration integration(TenantSummary tenant) {
        String secret = "secret of " + tenant.slug();
        hooks.setSecret(tenant.id(), new Secret(secret), "a test");
        return new Integration(tenant, hooks.rotateToken(tenant.id(), "a test").value(), secret);
    }

    private static String seen(String page) {
        Matcher found = Pattern.compile("call\\?seen=([^&]*)&").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }
}
