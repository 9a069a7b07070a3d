package io.segue.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.tenant.Role;
import io.segue.web.catalogue.ErrorCode;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong at the API is told as problem+json, and tells nothing of how we are made. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ProblemsTest {

    @Inject
    TestingWorlds worlds;

    World world;
    String token;

    @BeforeEach
    void makeATenant() {
        world = worlds.ofNobody();
        token = worlds.token(world, Role.OWNER);
    }

    @Test
    void whoDoesNotSayWhoTheyAreIsToldHow() {
        Response answer = given().get("/api/v1/segments");

        assertProblem(answer, 401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        assertThat(answer.jsonPath().getString("detail")).contains("Authorization", "API token");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, 404",
        "GET, /api/v1/, 404",
        "GET, /api/v2/segments, 404",
        "GET, /api/v1/segments/x, 404",
        "GET, /api/v1/runs/x, 404",
        "GET, /api/v1/segments/a%2Fb, 400",
        "DELETE, /api/v1/segments, 405",
        "PATCH, /api/v1/connections/x, 405",
        "POST, /api/v1/deliveries, 405",
        "GET, /api/v1/tenants, 403",
        "POST, /api/v1/tenants, 403",
        "GET, /api/v1/segments?limit=0, 400",
        "GET, /api/v1/segments?limit=many, 400",
        "GET, /api/v1/segments?skip=-1, 400",
        "GET, /api/v1/segments?skip=99999999999, 400",
        "GET, /api/v1/segments?name=%00, 400",
        "GET, /api/v1/deliveries?limit=501, 400",
        "GET, /api/v1/deliveries?before=x, 404",
        "GET, /api/v1/runs/{run}?wait=long, 400",
    })
    void everyRefusalIsAProblem(String method, String path, int status) {
        assertProblem(
                given().urlEncodingEnabled(false)
                        .header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .request(method, world.fill(path)),
                status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"x\"",
                "7",
                "not json",
                "{\"connectionId\":{}}",
                "{\"connectionId\":[\"x\"]}",
                "{\"connectionId\":\"x\",\"mode\":\"once\",\"intervalHours\":\"often\"}",
                "{\"connectionId\":\"x\",\"mode\":\"once\",\"followHeap\":\"perhaps\"}"
            })
    void aBodyThatIsNotTheExpectedJsonIsAProblem(String body) {
        Response answer = sending("application/json", body);

        assertProblem(answer, 400);
    }

    @Test
    void aBodyOfAnotherKindIsAProblem() {
        assertProblem(sending("text/plain", "mode=once"), 415);
        assertProblem(sending("application/x-www-form-urlencoded", "mode=once"), 415);
        assertProblem(
                given().header("Authorization", "Bearer " + token)
                        .accept("image/png")
                        .get("/api/v1/segments"),
                406);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\u0000b"})
    void aTextThatNoDatabaseHoldsIsAProblem(String text) {
        String order = world.fill("{\"connectionId\":\"{connection}\",\"mode\":\"off\",\"keyField\":\"" + text + "\"}");

        assertProblem(sending("application/json", order), 400);
        assertProblem(
                given().header("Authorization", "Bearer " + token)
                        .contentType("application/json")
                        .body("{\"name\":\"" + text
                                + "x\",\"clientSideId\":\"57be1db38b75bf0772d11384\",\"accessToken\":\"api-01234567\"}")
                        .post("/api/v1/connections"),
                400);
        assertProblem(asSupport("{\"slug\":\"nul\",\"name\":\"" + text + "x\"}", "/api/v1/tenants"), 400);
        assertProblem(
                asSupport("{\"email\":\"" + text + "@b.test\"}", world.fill("/api/v1/tenants/{tenant}/invitations")),
                400);
    }

    private Response asSupport(String body, String path) {
        return given().header("Authorization", "Bearer " + worlds.supportToken())
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private Response sending(String contentType, String body) {
        return given().header("Authorization", "Bearer " + token)
                .contentType(contentType)
                .body(body)
                .put(world.fill("/api/v1/segments/{segment}/sync"));
    }

    private static void assertProblem(Response answer, int status) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        Map<String, Object> problem = answer.jsonPath().getMap("");
        assertThat(problem)
                .containsEntry("status", status)
                .hasEntrySatisfying("title", title -> assertThat((String) title).isNotBlank())
                .hasEntrySatisfying(
                        "detail", detail -> assertThat((String) detail).isNotBlank())
                .hasEntrySatisfying(
                        "code",
                        code -> assertThat(ErrorCode.find((String) code)).isPresent())
                .containsEntry("type", "/errors#" + problem.get("code"));
        assertThat(answer.asString())
                .doesNotContainIgnoringCase("exception")
                .doesNotContain("io.segue", "java.", "jakarta.", "com.fasterxml", "quarkus", "\tat ", "SQL", "select ");
    }
}
