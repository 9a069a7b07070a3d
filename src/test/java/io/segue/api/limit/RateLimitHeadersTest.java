package io.segue.api.limit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.Tokens;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Whoever calls the API is told how often they still may, and when they may no more, how long to wait. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RateLimitHeadersTest {

    @Inject
    TestingTenants tenants;

    @Inject
    RateLimits limits;

    @Test
    void standOnEveryAnswer() {
        Response answer = tenants.as(Role.VIEWER, tenants.enabled()).get("/api/v1/segments");

        assertThat(answer.header("RateLimit-Policy")).matches("\"token\";q=\\d+;w=60");
        assertThat(answer.header("RateLimit")).matches("\"token\";r=\\d+;t=\\d+");
        assertThat(given().get("/sign-in").header("RateLimit")).isNull();
    }

    @Test
    void tellAnUnknownTokenTheSame() {
        given().header("Authorization", "Bearer segue_" + System.nanoTime())
                .get("/api/v1/segments")
                .then()
                .statusCode(401)
                .header("RateLimit-Policy", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void askWhoCalledTooOftenToWait() {
        String header = "Bearer segue_too_often_" + System.nanoTime();
        String counted = HexFormat.of().formatHex(Tokens.hash(header));
        while (limits.take(counted).orElseThrow().isGranted()) {
            // Until nothing is left of it.
        }

        Response answer = given().header("Authorization", header).get("/api/v1/segments");

        answer.then()
                .statusCode(429)
                .contentType("application/problem+json")
                .body("code", equalTo("too-many"))
                .body("status", equalTo(429));
        assertThat(answer.header("RateLimit")).startsWith("\"token\";r=0;t=");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }
}
