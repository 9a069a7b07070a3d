package io.segue.sync.rest;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.VendorFailure;
import io.segue.sync.TestingSegmentTarget;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A segment with a sync that runs only when it is asked to, and what a pipeline asks. */
abstract class TestingRunOrder {

    @Inject
    TestingHeap heap;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Connections connections;

    Integration integration;
    String clientSideId;
    String connection;
    String segment;

    /** The interval is so long that no run but the one asked for comes. */
    @BeforeEach
    void orderASync() {
        integration = heap.integration();
        clientSideId = String.format("%024x", ThreadLocalRandom.current().nextLong() >>> 1);
        connection = connections
                .create(
                        integration.tenant().id(),
                        NewConnection.of("Production", "us", clientSideId, "api-11111111-0000-4000-8000-000000000000"),
                        "a test")
                .id();
        send("\"add\":[{\"id\":\"first\"}]");
        segment = asEditor().get("/api/v1/segments").then().extract().path("items[0].id");
        order(Map.of("connectionId", connection, "mode", "recurring", "intervalHours", 720, "followHeap", false));
    }

    @AfterEach
    void letTheTargetWork() {
        target.work();
    }

    void order(Map<String, Object> order) {
        asEditor()
                .body(order)
                .put("/api/v1/segments/" + segment + "/sync")
                .then()
                .statusCode(200);
    }

    /** Looks at the segment until it is as expected. */
    void shownOnce(Consumer<ValidatableResponse> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> expected.accept(
                        asEditor().get("/api/v1/segments/" + segment).then()));
    }

    static Optional<VendorFailure> waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    String started() {
        return asEditor()
                .body("{}")
                .post("/api/v1/segments/" + segment + "/runs")
                .then()
                .statusCode(202)
                .body("state", is(oneOf("waiting", "running", "succeeded", "failed")))
                .extract()
                .path("id");
    }

    ValidatableResponse finished(String run) {
        return get(run, "?wait=30").body("state", is(oneOf("succeeded", "failed")));
    }

    ValidatableResponse get(String run, String query) {
        return asEditor().get("/api/v1/runs/" + run + query).then().statusCode(200);
    }

    void send(String members) {
        assertThat(integration.send(page("77", members)).statusCode()).isEqualTo(200);
    }

    static String members(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "{\"id\":\"u" + number + "\"}")
                .collect(Collectors.joining(","));
    }

    RequestSpecification asEditor() {
        return tenants.as(Role.EDITOR, integration.tenant());
    }
}
