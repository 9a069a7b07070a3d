package io.segue.heap;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRelay;
import io.segue.TestingTenants;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The database goes away and comes back: nothing is acknowledged meanwhile, and nobody restarts anything. */
@QuarkusTest
@QuarkusTestResource(value = HookOutageTest.Relayed.class, restrictToAnnotatedClass = true)
class HookOutageTest {

    private static final TestingRelay RELAY = new TestingRelay();

    /** The common database of the tests, behind a relay that can be shut. */
    public static class Relayed implements QuarkusTestResourceLifecycleManager {

        @Override
        public Map<String, String> start() {
            try {
                int port = RELAY.open(TestingDatabase.shared().port());
                Map<String, String> values =
                        new HashMap<>(TestingDatabase.shared().configuration());
                values.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + port + "/segue");
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
