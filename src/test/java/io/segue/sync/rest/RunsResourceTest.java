package io.segue.sync.rest;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.TestingSegmentTarget;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline that starts a run and waits for it. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunsResourceTest {

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

    @Test
    void includesEveryDeliveryAcknowledgedBeforeItWasAskedFor() {
        for (int page = 0; page < 5; page++) {
            send("\"add\":[" + members(page * 100, 100) + "]");
        }

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("adds", equalTo(501))
                .body("planned", equalTo(501))
                .body("waits", equalTo(0))
                .body("waitedSeconds", equalTo(0))
                .body("held", nullValue())
                .body("removes", equalTo(0))
                .body("calls", equalTo(1))
                .body("retries", equalTo(0))
                .body("quarantined", equalTo(0))
                .body("startedAt", notNullValue())
                .body("finishedAt", notNullValue())
                .body("failure", nullValue());
        assertThat(target.held(clientSideId, "77")).hasSize(501).contains("first", "u0", "u499");
    }

    @Test
    void sendsOnlyWhatChangedSinceTheRunBefore() {
        finished(started());
        send("\"add\":[{\"id\":\"second\"},{\"id\":\"third\"}],\"remove\":[{\"id\":\"first\"}]");

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("adds", equalTo(2))
                .body("removes", equalTo(1));
        finished(started()).body("state", equalTo("succeeded")).body("calls", equalTo(0));
        assertThat(target.held(clientSideId, "77")).containsExactly("second", "third");
        asEditor()
                .get("/api/v1/segments/" + segment)
                .then()
                .body("members", equalTo(2))
                .body("syncs.delivered", contains(2));
    }

    @Test
    void runsOnceAtOnceAndNotAgain() {
        order(Map.of("connectionId", connection, "mode", "once"));

        shownOnce(body -> body.body("syncs[0].lastRun.state", equalTo("succeeded")));
        shownOnce(body -> body.body("syncs[0].mode", equalTo("once"))
                .body("syncs[0].delivered", equalTo(1))
                .body("syncs[0].nextRunAt", nullValue()));
    }

    @Test
    void startsByItselfWhenHeapHasToldEverything() {
        order(Map.of("connectionId", connection, "mode", "recurring", "intervalHours", 720, "followHeap", true));

        send("\"add\":[{\"id\":\"second\"}]");

        shownOnce(body -> body.body("syncs[0].lastRun.cause", equalTo("heap"))
                .body("syncs[0].lastRun.state", equalTo("succeeded")));
        assertThat(target.held(clientSideId, "77")).containsExactly("first", "second");
    }

    @Test
    void sendsTheKeysOfTheFieldThatWasChosen() {
        send("\"add\":[{\"id\":\"u1\",\"email\":\"a@b.test\"},{\"id\":\"u2\",\"email\":\"a@b.test\"},{\"id\":\"u3\"}]");
        order(Map.of("connectionId", connection, "mode", "recurring", "intervalHours", 720, "keyField", "email"));

        finished(started()).body("state", equalTo("succeeded"));

        assertThat(target.held(clientSideId, "77")).containsExactly("a@b.test");
    }

    @Test
    void answersAtOnceOrWhenTheTimeIsUpWhileARunGoesOn() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        target.failBefore(batch -> {
            called.countDown();
            return waitFor(goOn);
        });
        try {
            String run = started();
            called.await();

            get(run, "").body("state", equalTo("running")).body("finishedAt", nullValue());
            get(run, "?wait=1").body("state", equalTo("running"));
            get(run, "?wait=-5").body("state", equalTo("running"));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void isTheSameRunWhenOneWaitsAlready() throws InterruptedException {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        target.failBefore(batch -> {
            called.countDown();
            return waitFor(goOn);
        });
        try {
            String running = started();
            called.await();

            String waiting = started();
            assertThat(waiting).isNotEqualTo(running).isEqualTo(started());
            get(waiting, "").body("state", equalTo("waiting")).body("startedAt", nullValue());

            goOn.countDown();
            finished(running).body("state", equalTo("succeeded"));
            finished(waiting).body("state", equalTo("succeeded"));
        } finally {
            goOn.countDown();
        }
    }

    @Test
    void triesAgainWhatWillPassAndCountsIt() {
        AtomicInteger left = new AtomicInteger(1);
        target.failBefore(batch -> left.getAndDecrement() > 0
                ? Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "LaunchDarkly is away"))
                : Optional.empty());

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("calls", equalTo(2))
                .body("retries", equalTo(1))
                .body("adds", equalTo(1));
    }

    @Test
    void tellsHowLongLaunchDarklyHadItWaitAndWhatItHeldBack() {
        String run = started();
        finished(run);
        long tenant = integration.tenant().id();
        rows.write(tenant, """
                update run set waits = 2, waited_millis = 1500, trace_id = 'a trace' where tenant_id = ? returning id""");
        rows.write(tenant, """
                insert into hold (tenant_id, sync_id, state, removals, held, sample, counted_at)
                select tenant_id, sync_id, 'rejected', 70, 9, '{}', started_at from run where tenant_id = ? returning id""");

        get(run, "")
                .body("waits", equalTo(2))
                .body("waitedSeconds", equalTo(2))
                .body("traceId", equalTo("a trace"))
                .body("held", equalTo(70));
    }

    @Test
    void tellsWhyItFailed() {
        target.failBefore(batch ->
                Optional.of(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, "LaunchDarkly refused the access token")));

        finished(started())
                .body("state", equalTo("failed"))
                .body("failure.code", equalTo("credentials-refused"))
                .body("failure.message", equalTo("LaunchDarkly refused the access token"))
                .body("adds", equalTo(0));
        asEditor()
                .get("/api/v1/segments/" + segment)
                .then()
                .body("syncs[0].state", equalTo("stopped"))
                .body("syncs[0].failure.code", equalTo("credentials-refused"))
                .body("syncs[0].failure.message", equalTo("LaunchDarkly refused the access token"));
    }

    @Test
    void setsAsideTheOneKeyThatIsRefusedAndDeliversTheOthers() {
        send("\"add\":[" + members(0, 40) + "]");
        target.failBefore(batch -> batch.adds().contains("u17")
                ? Optional.of(VendorFailure.of(Kind.REJECTED, 400, "u17 is no key"))
                : Optional.empty());

        finished(started())
                .body("state", equalTo("succeeded"))
                .body("quarantined", equalTo(1))
                .body("adds", equalTo(40));
        assertThat(target.held(clientSideId, "77")).hasSize(40).doesNotContain("u17");
    }

    private void order(Map<String, Object> order) {
        asEditor()
                .body(order)
                .put("/api/v1/segments/" + segment + "/sync")
                .then()
                .statusCode(200);
    }

    /** Looks at the segment until it is as expected. */
    private void shownOnce(Consumer<ValidatableResponse> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> expected.accept(
                        asEditor().get("/api/v1/segments/" + segment).then()));
    }

    private static Optional<VendorFailure> waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private String started() {
        return asEditor()
                .body("{}")
                .post("/api/v1/segments/" + segment + "/runs")
                .then()
                .statusCode(202)
                .body("state", is(oneOf("waiting", "running", "succeeded", "failed")))
                .extract()
                .path("id");
    }

    private ValidatableResponse finished(String run) {
        return get(run, "?wait=30").body("state", is(oneOf("succeeded", "failed")));
    }

    private ValidatableResponse get(String run, String query) {
        return asEditor().get("/api/v1/runs/" + run + query).then().statusCode(200);
    }

    private void send(String members) {
        assertThat(integration.send(page("77", members)).statusCode()).isEqualTo(200);
    }

    private static String members(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(number -> "{\"id\":\"u" + number + "\"}")
                .collect(Collectors.joining(","));
    }

    private RequestSpecification asEditor() {
        return tenants.as(Role.EDITOR, integration.tenant());
    }
}
