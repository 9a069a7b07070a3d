package io.segue.observe;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.segue.TestingDatabase;
import jakarta.inject.Inject;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each probe names what it looked at, and only the database takes a node out of service. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HealthTest {

    @TestHTTPResource(value = "/health", management = true)
    URL health;

    @Inject
    TestingBacklog backlog;

    @Test
    void livesWithoutAskingAnybody() {
        probe("live", 200).body("checks.name", equalTo(List.of()));
    }

    @Test
    void hasStarted() {
        probe("started", 200).body("checks.name", hasItems("start"));
    }

    @Test
    void isReadyWhileTheDatabaseIsThere() {
        probe("ready", 200).body("checks.name", containsInAnyOrder("database", "Graceful Shutdown"));
    }

    @Test
    void isWellWhileWhatItStandsOnIsThere() {
        probe("well", 200)
                .body("checks.name", hasItems("scheduler", "OIDC server", "mail server", "backlog"))
                .body("checks.find { it.name == 'scheduler' }.data.running", equalTo(true));
    }

    @Test
    void isUnwellButReadyWhenAPageWaitsForLong() {
        backlog.whileAPageWaits(() -> {
            probe("well", 503)
                    .body("checks.find { it.name == 'backlog' }.status", equalTo("DOWN"))
                    .body("checks.find { it.name == 'scheduler' }.status", equalTo("UP"));
            probe("ready", 200);
        });
    }

    private ValidatableResponse probe(String what, int status) {
        return get(at(what)).then().statusCode(status);
    }

    private URL at(String what) {
        try {
            return new URL(health + "/" + what);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
