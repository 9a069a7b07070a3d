package io.segue.sandbox.heap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.segue.TestingDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HeapTest {

    private static final String ACCOUNT = "/sandbox/heap/initech";
    private static final String SECRET = "initech-webhook-secret-of-the-imitation-heap";

    private final WireMockServer receiver = new WireMockServer(0);
    private final String segment =
            ACCOUNT + "/segments/" + ThreadLocalRandom.current().nextLong(10_000_000, 1_000_000_000);

    @BeforeEach
    void pasteUrl() {
        receiver.start();
        receiver.stubFor(WireMock.post("/hook").willReturn(WireMock.ok()));
        put(ACCOUNT + "/integration", Map.of("webhookUrl", receiver.baseUrl() + "/hook"));
    }

    @AfterEach
    void stopReceiver() {
        receiver.stop();
    }

    @Test
    void sendsEverybodyInSignedPagesAndThenOnlyWhatChanged() {
        change(ids(0, 2_500), List.of());
        JsonPath first = post(segment + "/sync");
        change(List.of("new"), List.of("user-0"));
        JsonPath second = post(segment + "/sync");

        assertThat(first.getList("page")).containsExactly(1, 2, 3);
        assertThat(first.getList("adds")).containsExactly(1_000, 1_000, 500);
        assertThat(second.getList("adds")).containsExactly(1);
        assertThat(second.getList("removes")).containsExactly(1);
        assertThat(receiver.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hook"))))
                .hasSize(4)
                .allSatisfy(HeapTest::isSigned);
    }

    @Test
    void triesAgainAndSendsTheRestNextTime() {
        change(ids(0, 1_500), List.of());
        receiver.stubFor(WireMock.post("/hook")
                .inScenario("busy")
                .whenScenarioStateIs("Started")
                .willReturn(WireMock.status(429))
                .willSetStateTo("free"));
        receiver.stubFor(WireMock.post("/hook")
                .inScenario("busy")
                .whenScenarioStateIs("free")
                .willReturn(WireMock.status(403))
                .willSetStateTo("open"));

        JsonPath refused = post(segment + "/sync");
        JsonPath rest = post(segment + "/sync");

        assertThat(refused.getList("status")).containsExactly(403);
        assertThat(refused.getList("attempts")).containsExactly(2);
        assertThat(rest.getList("status")).containsExactly(200, 200);
    }

    @Test
    void sendsFieldsAlongWithPeopleWhoHaveSome() {
        given().contentType(ContentType.JSON)
                .body(Map.of("add", List.of(Map.of("id", "a", "email", "a@initech.example", "plan", "team"))))
                .post(segment + "/people")
                .then()
                .statusCode(200);
        post(segment + "/sync");

        String body = receiver.findAll(WireMock.postRequestedFor(WireMock.urlEqualTo("/hook")))
                .get(0)
                .getBodyAsString();
        assertThat(body).contains("{\"id\":\"a\",\"email\":\"a@initech.example\",\"plan\":\"team\"}");
    }

    @Test
    void sendsASampleSegment() {
        assertThat(post(ACCOUNT + "/sample").getInt("status")).isEqualTo(200);
    }

    @Test
    void takesEventsAndPropertiesWithinTheRulesOfTheReference() {
        String who = segment;
        Map<String, Object> user = Map.of("identity", who, "properties", Map.of("ld_new-checkout", "true"));

        assertThat(serverApi("add_user_properties", Map.of("app_id", "3333333333", "users", List.of(user))))
                .isEqualTo(200);
        assertThat(serverApi("add_user_properties", Map.of("app_id", "unknown", "users", List.of(user))))
                .isEqualTo(400);
        assertThat(serverApi("add_user_properties", Map.of("app_id", "3333333333", "users", List.of())))
                .isEqualTo(400);
        assertThat(serverApi(
                        "add_user_properties",
                        Map.of("app_id", "3333333333", "identity", who, "properties", Map.of("ID", "x"))))
                .isEqualTo(400);
        assertThat(serverApi("track", Map.of("app_id", "3333333333", "event", "Flags", "identity", who)))
                .isEqualTo(200);
        assertThat(serverApi("track", Map.of("app_id", "3333333333", "event", "Flags")))
                .isEqualTo(400);
        assertThat(given().get("/sandbox/heap/received.json").jsonPath().getList("identity"))
                .contains(who, who);
    }

    @Test
    void limitsTheCallsForOneIdentity() {
        Map<String, Object> event = Map.of("app_id", "3333333333", "event", "Flags", "identity", segment + " busy");

        List<Integer> answers = IntStream.range(0, 31)
                .map(i -> serverApi("track", event))
                .boxed()
                .toList();

        assertThat(answers.subList(0, 30)).containsOnly(200);
        assertThat(answers.get(30)).isEqualTo(429);
    }

    private void change(List<String> add, List<String> remove) {
        given().contentType(ContentType.JSON)
                .body(Map.of("add", add, "remove", remove))
                .post(segment + "/people")
                .then()
                .statusCode(200);
    }

    private static void isSigned(LoggedRequest request) {
        String header = request.getHeader("Heap-Hash");
        long millis = Long.parseLong(header.substring(3, header.indexOf(',')));
        assertThat(header).isEqualTo(HeapSignature.header(SECRET, millis, request.getBody()));
    }

    private static JsonPath post(String path) {
        return given().contentType(ContentType.JSON)
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void put(String path, Object body) {
        given().contentType(ContentType.JSON).body(body).put(path).then().statusCode(200);
    }

    private static int serverApi(String call, Object body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/sandbox/heap/api/" + call)
                .statusCode();
    }

    private static List<String> ids(int from, int count) {
        return IntStream.range(from, from + count).mapToObj(i -> "user-" + i).toList();
    }
}
