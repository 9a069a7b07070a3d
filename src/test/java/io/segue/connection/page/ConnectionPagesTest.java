package io.segue.connection.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.Region;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.connection.TestingTenants;
import io.segue.platform.Secret;
import io.segue.tenant.Role;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ConnectionPagesTest {

    private static final Pattern CSRF = Pattern.compile("name=\"([^\"]*csrf[^\"]*)\" value=\"([^\"]+)\"");
    private static final Pattern DRAFT = Pattern.compile("name=\"draft\" value=\"([^\"]*)\"");

    @Inject
    TestingTenants tenants;

    @Inject
    Connections connections;

    @Inject
    TestingRows rows;

    TenantSummary tenant;
    String at;

    @BeforeEach
    void makeATenant() {
        tenant = tenants.enabled();
        at = "/t/" + tenant.slug() + "/connections";
    }

    @Test
    @DisplayName("As visitor is sent to sign in")
    void sendsAVisitorToSignIn() {
        given().redirects().follow(false).get(at).then().statusCode(302);
    }

    @Nested
    @DisplayName("As editor")
    @TestSecurity(user = "pages-editor")
    class AsEditor {

        @BeforeEach
        void join() {
            tenants.join(tenant, "pages-editor", Role.EDITOR);
        }

        @Test
        void isToldWhatToDoWhenThereIsNoConnection() {
            given().get(at)
                    .then()
                    .statusCode(200)
                    .body(allOf(containsString("No connection yet"), containsString(at + "/new")));
        }

        @Test
        void picksAnEnvironmentFromTheListOfTheToken() {
            Response listed = post("/new", "/new/environments", Map.of("accessToken", TestingLaunchDarkly.TOKEN));

            listed.then()
                    .statusCode(200)
                    .body(containsString("Web &lt;b&gt;shop&lt;/b&gt; / Production"))
                    .body(not(containsString("CANARY")));
            String draft = found(DRAFT, listed.asString(), 1);
            Response added = post(
                    "/new",
                    "",
                    Map.of(
                            "draft",
                            draft,
                            "environment",
                            TestingLaunchDarkly.ENVIRONMENT,
                            "name",
                            "Production <i>",
                            "region",
                            "us"));
            added.then().statusCode(303);
            given().get(added.getHeader("Location"))
                    .then()
                    .statusCode(200)
                    .body(containsString("Production &lt;i&gt;"))
                    .body(containsString("web / Production"))
                    .body(containsString("Passed"))
                    .body(containsString("proj/web:env/production:segment/*"))
                    .body(not(containsString("CANARY")));
        }

        @Test
        void keepsWhatWasTypedWhenSomethingIsWrong() {
            post("/new", "", form("sdk-CANARY-123", "abc", "us"))
                    .then()
                    .statusCode(422)
                    .body(containsString("an SDK key"))
                    .body(containsString("value=\"Mine\""))
                    .body(containsString("value=\"abc\""))
                    .body(not(containsString("CANARY")));
        }

        @Test
        void entersAnotherTokenWhenLaunchDarklyKnowsThisOneNot() {
            post("/new", "/new/environments", Map.of("accessToken", "api-CANARY-unknown"))
                    .then()
                    .statusCode(422)
                    .body(containsString("LaunchDarkly did not recognise this access token (401)"))
                    .body(not(anyOf(containsString("is kept for this form"), containsString("CANARY"))));
        }

        @Test
        void isToldWhyTheEuropeanInstanceCannotBeUsed() {
            post("/new", "", form(TestingLaunchDarkly.TOKEN, TestingLaunchDarkly.ENVIRONMENT, "eu"))
                    .then()
                    .statusCode(422)
                    .body(containsString("EU and federal"));
        }

        @Test
        void checksRenamesReplacesAndRemoves() {
            String id = "/" + added();

            post(id, id + "/check", Map.of()).then().statusCode(303).header("Location", endsWith(at + id));
            post(id, id + "/name", Map.of("name", "Renamed")).then().statusCode(303);
            post(id, id + "/token", Map.of("accessToken", "api-another-token-1234"))
                    .then()
                    .statusCode(303);
            given().get(at + id)
                    .then()
                    .body(allOf(
                            containsString("Renamed"),
                            containsString("1234"),
                            containsString("Failed"),
                            containsString("/errors#cannot-be-used")));
            post(id, id + "/remove", Map.of()).then().statusCode(303).header("Location", endsWith(at));
            given().get(at + id).then().statusCode(404);
        }

        @Test
        void seesWhatAConnectionCarriesAndWhyItStays() {
            String id = added();
            long connection = connections.number(id);
            long failing = rows.sync(tenant.id(), segment("1", "Power <i>users</i>"), connection, "stopped");
            rows.sync(tenant.id(), segment("2", "Beta testers"), connection, "ready");
            rows.write(
                    tenant.id(),
                    "update sync set delivered_count = 1234 where tenant_id = ? and id = ? returning id",
                    failing);

            given().get(at).then().body(allOf(containsString("2 segments"), containsString("1 not getting through")));
            given().get(at + "/" + id)
                    .then()
                    .body(allOf(
                            containsString("Power &lt;i&gt;users&lt;/i&gt;"),
                            containsString("1,234 members"),
                            containsString("cannot be removed while 2 segments go through it"),
                            not(containsString("Remove Production"))));
            post("/" + id, "/" + id + "/remove", Map.of())
                    .then()
                    .statusCode(409)
                    .body(containsString("2 do"));
        }

        @Test
        void isToldInNumbersWhatRemovingLeavesBehind() {
            String id = added();
            long sync = rows.sync(tenant.id(), segment("1", "Power users"), connections.number(id), "ready");
            rows.write(
                    tenant.id(),
                    "update sync set mode = 'off', delivered_count = 1234 where tenant_id = ? and id = ? returning id",
                    sync);

            given().get(at + "/" + id).then().body(containsString("1 segment keeps its 1,234 members there"));
        }

        @Test
        void canCopyTheLeastPolicyBeforeThereIsAToken() {
            given().get(at + "/new")
                    .then()
                    .body(allOf(
                            containsString("\"createSegment\", \"updateIncluded\""),
                            containsString("data-copy=\"least-policy\"")));
        }

        private long segment(String heapId, String name) {
            return rows.segment(tenant.id(), heapId, name, 2000);
        }

        @Test
        void isToldOnTheSamePageWhyATokenCannotBeUsed() {
            String id = "/" + added();

            post(id, id + "/token", Map.of("accessToken", "mob-CANARY-1"))
                    .then()
                    .statusCode(422)
                    .body(allOf(containsString("a mobile key"), not(containsString("CANARY"))));
        }

        @Test
        void changesNothingWithoutAFormToken() {
            String id = added();

            given().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                    .post(at + "/" + id + "/remove")
                    .then()
                    .statusCode(400);

            assertThat(connections.list(tenant.id())).hasSize(1);
        }

        @Test
        void findsNothingInAnotherTenant() {
            TenantSummary other = tenants.enabled();
            String id = connections.create(other.id(), request(), "a test").id();

            given().get("/t/" + other.slug() + "/connections").then().statusCode(404);
            given().get("/t/" + other.slug() + "/connections/" + id).then().statusCode(404);
            given().get(at + "/" + id).then().statusCode(404);
            post("/new", "/" + id + "/remove", Map.of()).then().statusCode(404);
            assertThat(connections.list(other.id())).hasSize(1);
        }
    }

    @Nested
    @DisplayName("As viewer")
    @TestSecurity(user = "pages-viewer")
    class AsViewer {

        @Test
        void mayLookButNotChange() {
            tenants.join(tenant, "pages-viewer", Role.VIEWER);
            String id = added();

            given().get(at).then().statusCode(200).body(not(containsString(at + "/new")));
            given().get(at + "/" + id).then().statusCode(200).body(not(containsString("method=\"post\"")));
            given().get(at + "/new").then().statusCode(403);
        }
    }

    private String added() {
        return connections.create(tenant.id(), request(), "a test").id();
    }

    private static NewConnection request() {
        return new NewConnection(
                "Production", Region.US, TestingLaunchDarkly.ENVIRONMENT, new Secret(TestingLaunchDarkly.TOKEN));
    }

    private Response post(String form, String action, Map<String, String> fields) {
        Response page = given().get(at + form);
        String html = page.asString();
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put(found(CSRF, html, 1), found(CSRF, html, 2));
        return given().redirects()
                .follow(false)
                .cookies(page.getCookies())
                .formParams(all)
                .post(at + action);
    }

    private static Map<String, String> form(String token, String clientSideId, String region) {
        return Map.of("accessToken", token, "clientSideId", clientSideId, "name", "Mine", "region", region);
    }

    private static String found(Pattern pattern, String text, int group) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(group);
    }
}
