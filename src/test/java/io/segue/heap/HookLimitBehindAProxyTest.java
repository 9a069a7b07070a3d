package io.segue.heap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.TestingDatabase;
import io.segue.TestingInstallation;
import io.segue.web.gate.GateConfig;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Whose calls a trusted proxy passes on is whose failures are counted. */
@QuarkusTest
@TestProfile(TestingInstallation.class)
@QuarkusTestResource(TestingDatabase.class)
class HookLimitBehindAProxyTest {

    @Inject
    GateConfig config;

    @Test
    void aStrangerDoesNotShutHeapOut() {
        for (int i = 0; i < config.failedCalls(); i++) {
            assertThat(callFrom("198.51.100.1")).isEqualTo(403);
        }

        assertThat(callFrom("198.51.100.1")).isEqualTo(429);
        assertThat(callFrom("198.51.100.2")).isEqualTo(403);
    }

    private static int callFrom(String address) {
        return given().header("X-Forwarded-For", address)
                .contentType("application/json")
                .body("{}")
                .post("/hooks/heap/" + TestingInstallation.HOOK_TOKEN)
                .statusCode();
    }
}
