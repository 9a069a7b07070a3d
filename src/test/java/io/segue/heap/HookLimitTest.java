package io.segue.heap;

import static io.restassured.RestAssured.given;
import static io.segue.heap.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.platform.Tokens;
import io.segue.web.gate.GateConfig;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Who fails authentication too often is told to wait, and cannot learn from it whether a URL is anyone's. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HookLimitTest {

    @Inject
    TestingTenants tenants;

    @Inject
    TestingHooks hooks;

    @Inject
    GateConfig config;

    @Test
    void answersTheSameForAKnownAndAnUnknownUrl() {
        TestingHeap known = hooks.heapOf(tenants.enabled().id());
        TestingHeap withoutSecret = new TestingHeap(Tokens.random(), Tokens.random());

        for (int i = 0; i < config.failedCalls(); i++) {
            assertSame(known.sendForged(), withoutSecret.sendForged(), 403);
        }

        assertSame(known.sendForged(), withoutSecret.sendForged(), 429);
    }

    @Test
    void tellsWhenToTryAgain() {
        TestingHeap stranger = new TestingHeap(Tokens.random(), Tokens.random());
        for (int i = 0; i < config.failedCalls(); i++) {
            stranger.sendForged();
        }

        Response answer = stranger.sendForged();

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 61);
    }

    @Test
    void doesNotBelieveWhatACallerSaysOfItsAddress() {
        String url = "/hooks/heap/" + Tokens.random().value();
        for (int i = 0; i < config.failedCalls(); i++) {
            assertThat(callAs("198.51.100." + i, url)).isEqualTo(403);
        }

        assertThat(callAs("198.51.100.200", url)).isEqualTo(429);
    }

    @Test
    void neverCountsGenuineCalls() {
        TestingHeap heap = hooks.heapOf(tenants.enabled().id());

        for (int i = 0; i <= config.failedCalls() + 20; i++) {
            assertThat(heap.send(page("task", i, "")).statusCode()).isEqualTo(200);
        }
    }

    private static int callAs(String address, String url) {
        return given().header("X-Forwarded-For", address)
                .contentType("application/json")
                .body("{}")
                .post(url)
                .statusCode();
    }

    private static void assertSame(Response one, Response other, int status) {
        assertThat(one.statusCode()).isEqualTo(status).isEqualTo(other.statusCode());
        assertThat(one.asString()).isEqualTo(other.asString());
        assertThat(one.headers().asList())
                .extracting("name")
                .isEqualTo(other.headers().asList().stream()
                        .map(header -> header.getName())
                        .toList());
    }
}
