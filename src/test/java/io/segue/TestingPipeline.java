package io.segue;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** A declared tenant of an installation, as a pipeline sees it: with an API token, and with a Heap that sends. */
record TestingPipeline(String url) {

    static final String TOKEN = "segue_the_api_token_of_a_pipeline_00000000000";

    private static final String HOOK = "pipeline-hook-00000000000000000000000000000";
    private static final String SECRET = "the webhook secret of a pipeline";

    /** What an operator declares for it. */
    static Map<String, String> declaration() {
        return Map.of(
                "segue.provision.tenants.pipeline.name", "Pipeline",
                "segue.provision.tenants.pipeline.state", "enabled",
                "segue.provision.tenants.pipeline.api-token", TOKEN,
                "segue.provision.tenants.pipeline.hook-token", HOOK,
                "segue.provision.tenants.pipeline.webhook-secret", SECRET);
    }

    void connect(String name) {
        api().body(Map.of(
                        "name", name,
                        "region", "us",
                        "clientSideId", "64a0c3e0ac3e000000000001",
                        "accessToken", "api-ac3e0000-0000-4000-8000-00000000ac01"))
                .post("/api/v1/connections")
                .then()
                .statusCode(201);
    }

    /** One call of Heap's: members who enter a segment; ends when they are in. */
    void send(String segment, String... members) {
        String items = Arrays.stream(members)
                .map(id -> "{\"id\":\"" + id + "\"}")
                .collect(Collectors.joining(",", "\"add\":[", "]"));
        byte[] body = TestingHeap.page(segment, items).getBytes(UTF_8);
        int status = given().baseUri(url)
                .contentType("application/json")
                .header("Heap-Hash", TestingHeap.sign(SECRET, Instant.now(), body))
                .body(body)
                .post("/hooks/heap/" + HOOK)
                .statusCode();
        assertThat(status).isEqualTo(200);
        await().until(() -> segment(segment).path("members").asInt() == members.length);
    }

    int delivered(String segment) {
        return segment(segment).at("/syncs/0/delivered").asInt();
    }

    private JsonNode segment(String heapId) {
        for (JsonNode item : api().get("/api/v1/segments").as(JsonNode.class).path("items")) {
            if (item.path("heapId").asText().equals(heapId)) {
                return item;
            }
        }
        return MissingNode.getInstance();
    }

    private RequestSpecification api() {
        return given().baseUri(url).header("Authorization", "Bearer " + TOKEN).contentType("application/json");
    }
}
