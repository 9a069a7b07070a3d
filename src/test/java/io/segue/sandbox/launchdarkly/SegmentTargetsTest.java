package io.segue.sandbox.launchdarkly;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SegmentTargetsTest {

    private static final String BASE = "/sandbox/launchdarkly";
    private static final String TARGETS = BASE + "/api/v2/segment-targets/heap-inbound";
    private static final String PRODUCTION = "64a0c3e0ac3e000000000001";
    private static final String TEST = "64a0c3e0ac3e000000000002";
    private static final String OF_GLOBEX = "64a0c3e091be000000000001";
    private static final String WRITER = "api-ac3e0000-0000-4000-8000-00000000ac01";
    private static final String READER = "api-ac3e0000-0000-4000-8000-00000000ac02";

    private final String segmentId = UUID.randomUUID().toString();

    @AfterEach
    void switchFaultsOff() {
        faults(Map.of());
    }

    @Test
    void showsOnItsPagesThatTheSegmentIsHeaps() {
        send(PRODUCTION, List.of("a"), List.of());

        for (String page : List.of(BASE, BASE + "/" + PRODUCTION + "/segments/" + key())) {
            Response shown = given().get(page);
            assertThat(shown.statusCode()).isEqualTo(200);
            assertThat(shown.asString()).contains(segmentId, "alt=\"Heap\"");
        }
    }

    @Test
    void addsAndRemovesMembersAndTellsTheSegment() {
        send(PRODUCTION, List.of("a", "b"), List.of());

        JsonPath answer =
                send(PRODUCTION, List.of("c"), List.of("a", "never-there")).jsonPath();

        assertThat(answer.getString("status")).isEqualTo("success");
        assertThat(answer.getString("projectId")).isEqualTo("web");
        assertThat(answer.getString("environmentId")).isEqualTo("production");
        assertThat(answer.getString("segmentId")).isEqualTo(key());
        assertThat(members(PRODUCTION)).isEqualTo("b\nc\n");
    }

    @Test
    void escapesTheSegmentUrlForHtmlAsTheTemplateDoes() {
        String escaped = send(PRODUCTION, List.of("a"), List.of()).jsonPath().getString("segmentUrl");

        assertThat(escaped).contains("&#x3D;").contains("&amp;");
        String url = escaped.replace("&#x3D;", "=").replace("&amp;", "&");
        assertThat(given().get(url).asString()).contains("Power users").contains("<code>a</code>");
    }

    @Test
    void keepsEnvironmentsApartAndGivesTheNewestWhenNoneIsNamed() {
        send(PRODUCTION, List.of("a"), List.of());
        send(TEST, List.of("b"), List.of());

        assertThat(members(PRODUCTION)).isEqualTo("a\n");
        assertThat(members(TEST)).isEqualTo("b\n");
        assertThat(given().get(BASE + "/segments/" + key() + "/members").asString())
                .isEqualTo("b\n");
    }

    @Test
    void refusesUnknownTokensReadersAndEnvironmentsOfOthers() {
        assertThat(send("nonsense", PRODUCTION).statusCode()).isEqualTo(401);
        assertThat(send("nonsense", PRODUCTION).jsonPath().getString("message")).isEqualTo("Invalid account ID header");
        assertThat(send(READER, PRODUCTION).statusCode()).isEqualTo(403);
        assertThat(send(WRITER, OF_GLOBEX).statusCode()).isEqualTo(400);
        assertThat(send(WRITER, "unknown").jsonPath().getString("error.code")).isEqualTo("400");
    }

    @Test
    void failsWithTheTemplateWhenARuleIsBroken() {
        Response answer = send(PRODUCTION, List.of("a", "a"), List.of());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getString("status")).isEqualTo("failure");
        assertThat(answer.jsonPath().getString("segmentId")).isEmpty();
        assertThat(given().get(BASE + "/segments/" + key() + "/members").statusCode())
                .isEqualTo(404);
    }

    @Test
    void limitsTheRateForSoManyCallsAndSaysUntilWhen() {
        faults(Map.of("rateLimitNext", 1, "retryAfterSeconds", 7));
        assertThat(send(WRITER, PRODUCTION).header("Retry-After")).isEqualTo("7");

        faults(Map.of("rateLimitNext", 1, "retryAfterSeconds", 7, "retryHeader", "X-Ratelimit-Reset"));
        Response limited = send(WRITER, PRODUCTION);
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(Long.parseLong(limited.header("X-Ratelimit-Reset"))).isGreaterThan(System.currentTimeMillis());

        assertThat(send(WRITER, PRODUCTION).statusCode()).isEqualTo(200);
    }

    @Test
    void failsForSoManyCalls() {
        faults(Map.of("failNext", 2));

        assertThat(send(WRITER, PRODUCTION).statusCode()).isEqualTo(500);
        assertThat(send(WRITER, PRODUCTION).statusCode()).isEqualTo(500);
        assertThat(send(WRITER, PRODUCTION).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesEveryTokenAndRefusesIds() {
        faults(Map.of("refuseToken", true));
        assertThat(send(WRITER, PRODUCTION).statusCode()).isEqualTo(401);
        assertThat(api("caller-identity").statusCode()).isEqualTo(401);

        faults(Map.of("refusedIds", List.of("bad")));
        assertThat(send(PRODUCTION, List.of("good", "bad"), List.of()).statusCode())
                .isEqualTo(400);
        assertThat(send(PRODUCTION, List.of("good"), List.of()).statusCode()).isEqualTo(200);
    }

    @Test
    void appliesThenBreaksTheConnection() {
        send(PRODUCTION, List.of("a"), List.of());
        faults(Map.of("breakNext", 1));

        assertThatThrownBy(() -> send(PRODUCTION, List.of("b"), List.of())).isInstanceOf(Exception.class);

        assertThat(members(PRODUCTION)).isEqualTo("a\nb\n");
        assertThat(given().get(BASE + "/faults").jsonPath().getInt("breakNext")).isZero();
    }

    @Test
    void answersAsLateAsToldTo() {
        faults(Map.of("latencyMillis", 300));

        assertThat(send(WRITER, PRODUCTION).time()).isGreaterThanOrEqualTo(300);
    }

    @Test
    void writesCallsDown() {
        send(PRODUCTION, List.of("a", "b"), List.of("c"));

        Map<String, Object> call = given().get(BASE + "/calls.json").jsonPath().getMap("[-1]");
        assertThat(call)
                .containsEntry("token", "ac01")
                .containsEntry("clientSideId", PRODUCTION)
                .containsEntry("segment", key())
                .containsEntry("adds", 2)
                .containsEntry("removes", 1)
                .containsEntry("status", 200);
    }

    @Test
    void showsSegmentsOfTheAccountOverTheApi() {
        send(PRODUCTION, List.of("a"), List.of());

        JsonPath segment = api("segments/web/production/" + key()).jsonPath();
        assertThat(segment.getBoolean("unbounded")).isTrue();
        assertThat(segment.getInt("_unboundedMetadata.includedCount")).isEqualTo(1);
        assertThat(api("segments/web/production/" + key() + "/contexts/a")
                        .jsonPath()
                        .getBoolean("included"))
                .isTrue();
        assertThat(api("segments/web/test/" + key()).statusCode()).isEqualTo(404);
    }

    private Response api(String path) {
        return given().header("Authorization", WRITER).get(BASE + "/api/v2/" + path);
    }

    private Response send(String token, String environment) {
        return send(token, environment, List.of("a"), List.of());
    }

    private Response send(String environment, List<String> add, List<String> remove) {
        return send(WRITER, environment, add, remove);
    }

    private Response send(String token, String environment, List<String> add, List<String> remove) {
        Map<String, Object> data = Map.of(
                "segment", Map.of("id", segmentId, "name", "Power users"), "add", ids(add), "remove", ids(remove));
        return given().contentType(ContentType.JSON)
                .header("Authorization", token)
                .body(Map.of("parameters", Map.of("environment_id", environment), "heap", Map.of("data", data)))
                .post(TARGETS);
    }

    private String members(String environment) {
        return given().queryParam("environment", environment)
                .get(BASE + "/segments/" + key() + "/members")
                .asString();
    }

    private String key() {
        return "heap-inbound-" + segmentId;
    }

    private static void faults(Map<String, Object> switches) {
        given().contentType(ContentType.JSON)
                .body(switches)
                .put(BASE + "/faults")
                .then()
                .statusCode(200);
    }

    private static List<Map<String, String>> ids(List<String> ids) {
        return ids.stream().map(id -> Map.of("id", id)).toList();
    }
}
