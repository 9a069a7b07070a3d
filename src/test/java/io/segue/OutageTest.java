package io.segue;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingHeap.Integration;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back: nothing is acknowledged meanwhile, and nobody restarts anything. */
@QuarkusTest
@QuarkusTestResource(value = OutageTest.Relayed.class, restrictToAnnotatedClass = true)
class OutageTest {

    private static final TestingRelay RELAY = new TestingRelay();

    /** The common database of the tests, behind a relay that can be shut. */
    public static class Relayed implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            try {
                int port = RELAY.open(TestingDatabase.shared().port());
                Map<String, String> values =
                        new HashMap<>(TestingDatabase.shared().configuration());
                // Without TLS: the driver waits for an answer about that for five seconds only.
                values.put(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:postgresql://localhost:" + port + "/segue?sslmode=disable");
                return values;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            RELAY.close();
        }
    }

    @Inject
    TestingHeap heap;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @AfterEach
    void letTheDatabaseBeThere() {
        RELAY.letThrough();
    }

    @Test
    void answers503WithinTwoSecondsWhileTheDatabaseIsAwayAndTakesThePageAfterwards() {
        Integration integration = heap.integration();
        Integration neverSeen = heap.integration();
        String page = page("77", "\"add\":[{\"id\":\"a\"}]");
        assertThat(integration.send(page("77", "\"add\":[]")).statusCode()).isEqualTo(200);

        RELAY.shut();
        assertUnavailable(integration, page);
        assertUnavailable(integration, page);
        assertUnavailable(neverSeen, page);

        RELAY.letThrough();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(integration.send(page).statusCode()).isEqualTo(200));
        await().untilAsserted(() -> tenants.as(Role.VIEWER, integration.tenant())
                .get("/api/v1/deliveries")
                .then()
                .body("items.verdict", contains("applied", "applied")));
    }

    /** It takes what it is asked and answers nothing; what was stored all the same is known when it comes again. */
    @Test
    void answers503WithinTwoSecondsWhileTheDatabaseHangs() {
        Integration integration = heap.integration();
        Integration neverSeen = heap.integration();
        assertThat(integration.send(page("77", "\"add\":[]")).statusCode()).isEqualTo(200);
        String page = page("77", "\"add\":[{\"id\":\"a\"}]");

        RELAY.mute();
        assertUnavailable(integration, page);
        assertUnavailable(neverSeen, page);

        RELAY.shut();
        RELAY.letThrough();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(integration.send(page).statusCode()).isEqualTo(200));
        await().untilAsserted(() -> tenants.as(Role.VIEWER, integration.tenant())
                .get("/api/v1/deliveries")
                .then()
                .body("items.verdict", contains("applied", "applied")));
    }

    /** Whoever waits for the end of a login that was never answered keeps all others from connecting. */
    @Test
    void takesThePageAfterADatabaseThatHungWhileItWasConnectedTo() {
        Integration integration = heap.integration();
        assertThat(integration.send(page("77", "\"add\":[]")).statusCode()).isEqualTo(200);
        String page = page("77", "\"add\":[{\"id\":\"a\"}]");

        RELAY.shut();
        RELAY.mute();
        await().until(() -> {
            assertThat(integration.send(page).statusCode()).isEqualTo(503);
            return RELAY.hasConnections();
        });

        RELAY.letThrough();
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(integration.send(page).statusCode()).isEqualTo(200));
    }

    @Test
    void aRunThatCannotWriteItsAnswersDownGoesOnWhenTheDatabaseIsBack() {
        Ordered sync = syncs.order(syncs.place(), "504");
        syncs.enter(sync, IntStream.range(0, 2_500).mapToObj(i -> "user-" + i).toArray(String[]::new));
        CompletableFuture<Void> answer = new CompletableFuture<>();
        target.delayNext(sync.place().clientSideId(), answer);
        long run = syncs.start(sync);
        await().until(() -> target.calls(sync.place().clientSideId()).size() == 1);

        RELAY.shut();
        answer.complete(null);
        RELAY.letThrough();

        // Its end is written as soon as the database is there, not when the lease is over.
        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(15))
                .until(() -> syncs.one(sync, "select state from run where id = " + run)
                        .equals("failed"));
        assertThat(syncs.one(sync, "select count(*) from sync where lease_until is not null"))
                .isEqualTo("0");
        syncs.sql(sync.tenant(), "update sync set next_run_at = now()");
        syncs.lookForDue();
        syncs.awaitQuiet(sync);
        assertThat(target.held(sync.place().clientSideId(), "504")).hasSize(2_500);
        assertThat(syncs.one(sync, "select (select count(*) from open_batch) || ' ' || delivered_count from sync"))
                .isEqualTo("0 2500");
    }

    private static void assertUnavailable(Integration integration, String page) {
        Instant start = Instant.now();
        Response answer = integration.send(page);
        Duration took = Duration.between(start, Instant.now());

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.asString()).contains("could not be stored").doesNotContain("Exception", "jdbc");
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }
}
