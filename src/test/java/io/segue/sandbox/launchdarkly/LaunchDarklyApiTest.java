package io.segue.sandbox.launchdarkly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import java.util.Base64;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class LaunchDarklyApiTest {

    private static final String BASE = "/sandbox/launchdarkly";
    private static final String PRODUCTION = "64a0c3e0ac3e000000000001";
    private static final String WRITER = "api-ac3e0000-0000-4000-8000-00000000ac01";
    private static final String CONTEXT = "{\"kind\":\"user\",\"key\":\"nobody\"}";

    @Test
    void knowsTheCallerAndTheRoleOfItsToken() {
        JsonPath caller = api("caller-identity").jsonPath();

        JsonPath token = api("tokens/" + caller.getString("tokenId")).jsonPath();

        assertThat(caller.getBoolean("serviceToken")).isTrue();
        assertThat(token.getString("role")).isEqualTo("writer");
        assertThat(token.getInt("defaultApiVersion")).isEqualTo(20240415);
        assertThat(api("versions").jsonPath().getInt("latestVersion")).isEqualTo(20240415);
    }

    @Test
    void listsTheProjectWithItsEnvironments() {
        JsonPath projects = api("projects?expand=environments").jsonPath();

        assertThat(projects.getString("items[0].key")).isEqualTo("web");
        assertThat(projects.getList("items[0].environments.items._id")).contains(PRODUCTION);
        assertThat(api("projects").jsonPath().getString("items[0].environments"))
                .isNull();
    }

    @Test
    void linksTheNextPage() {
        JsonPath first = api("projects/web/environments?limit=1").jsonPath();
        JsonPath second =
                api(first.getString("_links.next.href").replace("/api/v2/", "")).jsonPath();

        assertThat(first.getList("items.key")).hasSize(1);
        assertThat(second.getList("items.key")).hasSize(1).doesNotContainAnyElementsOf(first.getList("items.key"));
        assertThat(second.getString("_links.next")).isNull();
    }

    @Test
    void answersUnknownTokensAsLaunchDarklyDoes() {
        Response plain = given().header("Authorization", "junk").get(BASE + "/api/v2/versions");
        Response bearer = given().header("Authorization", "Bearer junk").get(BASE + "/api/v2/versions");

        assertThat(plain.statusCode()).isEqualTo(401);
        assertThat(plain.jsonPath().getString("message")).isEqualTo("Invalid account ID header");
        assertThat(bearer.jsonPath().getString("code")).isEqualTo("invalid_token");
        assertThat(given().get(BASE + "/api/v2/tokens").statusCode()).isEqualTo(401);
    }

    @Test
    void saysWhetherAClientSideIdExists() {
        assertThat(given().head(BASE + "/sdk/goals/" + PRODUCTION).statusCode()).isEqualTo(200);
        assertThat(given().get(BASE + "/sdk/goals/" + PRODUCTION).asString()).isEqualTo("[]");
        assertThat(given().head(BASE + "/sdk/goals/unknown").statusCode()).isEqualTo(404);
    }

    @Test
    void listsFlagsWithVariationsAndTellsTheirValuesForAContext() {
        JsonPath flags = api("flags/web").jsonPath();
        JsonPath values = given().header("Authorization", WRITER)
                .contentType("application/json")
                .body(CONTEXT)
                .post(BASE + "/api/v2/projects/web/environments/production/flags/evaluate")
                .jsonPath();

        assertThat(flags.getList("items.key")).contains("new-checkout", "billing-retry");
        assertThat(flags.getList("items[0].variations.value")).containsExactly(false, true);
        assertThat(values.getList("items.key")).hasSameSizeAs(flags.getList("items.key"));
    }

    @Test
    void servesBrowsersOfEveryOriginOnlyWhatIsMeantForThem() {
        String context = Base64.getUrlEncoder().withoutPadding().encodeToString(CONTEXT.getBytes());

        Response answer = given().get(BASE + "/sdk/evalx/" + PRODUCTION + "/contexts/" + context);

        assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(answer.jsonPath().getBoolean("new-checkout.value")).isFalse();
        assertThat(answer.jsonPath().getString("billing-retry")).isNull();
        assertThat(given().options(BASE + "/sdk/evalx/x/contexts/y").header("Access-Control-Allow-Headers"))
                .contains("X-LaunchDarkly-User-Agent");
        assertThat(given().contentType("application/json")
                        .body("[]")
                        .post(BASE + "/events/bulk/" + PRODUCTION)
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void writesTheKeysOfASegmentIntoAFileInItsOwnTime() {
        given().header("Authorization", WRITER)
                .contentType("application/json")
                .body("""
                {"parameters":{"environment_id":"%s"},"heap":{"data":{"segment":{"id":"exported","name":"Exported"},
                 "add":[{"id":"bob"},{"id":"a,nn"}],"remove":[]}}}""".formatted(PRODUCTION))
                .post(BASE + "/api/v2/segment-targets/heap-inbound");
        String exports = "segments/web/production/heap-inbound-exported/exports";

        Response started = given().header("Authorization", WRITER)
                .contentType("application/json")
                .body("{}")
                .post(BASE + "/api/v2/" + exports);
        assertThat(started.statusCode()).isEqualTo(200);
        String export = started.header("Location").replaceFirst(".*/api/v2/", "");

        assertThat(api(export).jsonPath().getString("status")).isEqualTo("in progress");
        await().until(() -> api(export).jsonPath().getString("status").equals("complete"));
        String file = api(export).jsonPath().getString("_links.file.href").replaceFirst("/api/v2/", "");
        assertThat(api(file).asString()).isEqualTo("\"a,nn\"\n\"bob\"\n");
        assertThat(given().contentType("application/json")
                        .body("{}")
                        .post(BASE + "/api/v2/" + exports)
                        .statusCode())
                .isEqualTo(401);
        assertThat(api("segments/web/test/heap-inbound-exported/exports/" + export.replaceFirst(".*/", ""))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void servesAValueThatSomebodySetToEveryone() {
        String values = BASE + "/environments/64a0c3e0111e000000000002/values";
        String user = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"key\":\"nobody\"}".getBytes());

        given().contentType("application/json")
                .body("{\"new-checkout\":true,\"made\":{\"a\":1},\"empty\":null}")
                .put(values);
        JsonPath served = given().get(BASE + "/sdk/evalx/64a0c3e0111e000000000002/users/" + user)
                .jsonPath();
        given().contentType("application/json").body("{}").put(values);

        assertThat(served.getBoolean("new-checkout.value")).isTrue();
        assertThat(served.getInt("new-checkout.version")).isEqualTo(2);
        assertThat(served.getInt("made.value.a")).isEqualTo(1);
        assertThat(served.getMap("empty")).containsEntry("value", null);
        assertThat(served.getMap("beta-features")).containsEntry("version", 1);
    }

    private static Response api(String path) {
        return given().header("Authorization", WRITER).get(BASE + "/api/v2/" + path);
    }
}
