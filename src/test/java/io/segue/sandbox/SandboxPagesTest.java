package io.segue.sandbox;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Cookies;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SandboxPagesTest {

    private static final String PEOPLE = "/sandbox/heap/initech/segments/3560021";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sandbox",
                "/sandbox/heap",
                "/sandbox/heap/acme/developer-hub",
                "/sandbox/heap/acme/segments",
                "/sandbox/heap/acme/segments/1338068",
                "/sandbox/launchdarkly"
            })
    void showsPages(String path) {
        Response page = given().get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.asString()).contains("Sandbox");
    }

    @Test
    void hidesTheWebhookSecretUntilItIsRevealed() {
        String secret = "acme-webhook-secret-of-the-imitation-heap";

        assertThat(given().get("/sandbox/heap/acme/developer-hub").asString()).doesNotContain(secret);
        assertThat(given().get("/sandbox/heap/acme/developer-hub?reveal=true").asString())
                .contains(secret);
    }

    @Test
    void takesFormsWithTheirTokenOnly() {
        Response page = given().get(PEOPLE);
        Cookies cookies = page.detailedCookies();
        String token = page.htmlPath().getString("**.find { it.@name == 'csrf-token' }.@value");

        int without = given().cookies(cookies)
                .formParam("ids", "somebody")
                .post(PEOPLE + "/add-people")
                .statusCode();
        Response with = given().cookies(cookies)
                .redirects()
                .follow(false)
                .formParam("csrf-token", token)
                .formParam("ids", "somebody\nsomebody else")
                .post(PEOPLE + "/add-people");

        assertThat(without).isEqualTo(400);
        assertThat(with.statusCode()).isEqualTo(303);
        assertThat(given().get(PEOPLE + "?person=somebody else").asString()).contains("In the segment");
    }

    /** Tools are written against this. */
    @Test
    void keepsTheShapeThatToolsRead() {
        JsonPath state = given().get("/sandbox/state.json").jsonPath();

        assertThat(state.getMap("$").keySet())
                .isEqualTo(Set.of("tenants", "supportApiToken", "launchDarklyUrl", "heapUrl"));
        assertThat(state.<Map<String, Object>>getList("tenants"))
                .hasSize(3)
                .allSatisfy(tenant -> assertThat(tenant)
                        .containsKeys("slug", "name", "hookUrl", "webhookSecret", "apiToken", "connections")
                        .hasEntrySatisfying(
                                "connections",
                                connections -> assertThat(connections).isInstanceOf(List.class)));
        assertThat(state.<String>getList("tenants.name")).containsExactly("Acme", "Globex", "Initech");
        assertThat(state.getString("heapUrl")).endsWith("/sandbox/heap");
        assertThat(state.getString("tenants[0].apiToken")).isNotBlank();
        assertThat(state.getString("tenants[2].apiToken")).isNull();
        assertThat(SandboxStateResource.ConnectionState.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactly("id", "clientSideId");
    }

    @Test
    void tellsToolsWhatTheyNeed() {
        JsonPath state = given().get("/sandbox/state.json").jsonPath();

        assertThat(state.getList("tenants.slug")).containsExactly("acme", "globex", "initech");
        assertThat(state.getString("tenants[0].hookUrl"))
                .startsWith("http://localhost")
                .contains("/hooks/heap/");
        assertThat(state.getString("tenants[0].webhookSecret")).isNotBlank();
        assertThat(state.getString("tenants[2].hookUrl")).isNull();
        assertThat(state.getString("supportApiToken")).isNotBlank();
        assertThat(state.getString("launchDarklyUrl")).endsWith("/sandbox/launchdarkly");
    }
}
