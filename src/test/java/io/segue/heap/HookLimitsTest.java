package io.segue.heap;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the webhook holds at most, and what it says when it cannot hold more. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class HookLimitsTest {

    private static final int LARGEST = 10 * 1024 * 1024;
    private static final int MOST_CALLS = 64;
    private static final Duration SLOW_MACHINE = Duration.ofSeconds(30);

    @Inject
    TestingHeap heap;

    @Inject
    AgroalDataSource pool;

    Integration integration;

    @BeforeEach
    void integrate() {
        integration = heap.integration();
    }

    @Test
    void takesAPageOf10MiB() throws IOException {
        String page = page("1", "\"add\":[{\"id\":\"a\"}]");
        String largest = page + " ".repeat(LARGEST - page.length());

        try (TestingCall call = new TestingCall(
                integration.token(),
                "Content-Length: " + LARGEST,
                "Heap-Hash: " + integration.signature(largest, Instant.now()))) {
            call.write(largest);

            assertThat(call.answer(SLOW_MACHINE)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void refusesALargerOneBeforeItIsSent() throws IOException {
        try (TestingCall call = new TestingCall(integration.token(), "Content-Length: " + (LARGEST + 1))) {
            assertThat(call.answer()).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void refusesALargerOneThatDoesNotTellItsLength() throws IOException {
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (TestingCall call = new TestingCall(integration.token(), "Transfer-Encoding: chunked")) {
            for (int sent = 0; sent <= LARGEST; sent += 0x10000) {
                call.write(chunk);
            }

            assertThat(call.answer()).startsWith("HTTP/1.1 413 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "gzip, identity"})
    void refusesAnEncodedPage(String encoding) {
        String page = page("1", "\"add\":[]");

        Response answer = integration.post(
                Integration.request()
                        .header("Content-Encoding", encoding)
                        .header("Heap-Hash", integration.signature(page, Instant.now())),
                page);

        assertThat(answer.statusCode()).isEqualTo(415);
    }

    @Test
    void answers429BeyondTheMostCallsAtOnce() {
        assertBusyWhileOpen(MOST_CALLS, "Content-Length: 100");
    }

    @Test
    void answers429BeyondTheMostBytesAtOnce() {
        assertBusyWhileOpen(6, "Content-Length: " + LARGEST);
    }

    @Test
    void answers503WithinTwoSecondsWhileTheDatabaseGivesNoConnection() throws SQLException {
        String page = page("1", "\"add\":[]");
        List<Connection> taken = takeAll();
        try {
            Instant start = Instant.now();
            Response answer = integration.send(page);
            Duration took = Duration.between(start, Instant.now());

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
            // The pool waits 1.8 s; what is above two is the slack of a busy machine.
            assertThat(took).isLessThan(Duration.ofMillis(2_500));
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        assertThat(integration.send(page).statusCode()).isEqualTo(200);
    }

    private void assertBusyWhileOpen(int calls, String length) {
        // Whose calls were genuine may have all places.
        assertThat(integration.send(page("1", "\"add\":[]")).statusCode()).isEqualTo(200);
        // One of the calls may come while the place before it is still taken: then all of them are opened anew.
        await().atMost(SLOW_MACHINE).untilAsserted(() -> {
            List<TestingCall> open = new ArrayList<>();
            try {
                for (int i = 0; i < calls; i++) {
                    open.add(new TestingCall(integration.token(), length));
                }
                try (TestingCall oneMore = new TestingCall(integration.token(), "Content-Length: " + LARGEST / 2)) {
                    // Who was given a place is not answered: then it is tried anew, and soon.
                    assertThat(oneMore.answer(Duration.ofSeconds(1)))
                            .startsWith("HTTP/1.1 429 ")
                            .contains("Retry-After: 1\r\n");
                }
            } finally {
                for (TestingCall call : open) {
                    call.close();
                }
            }
        });
        await().atMost(SLOW_MACHINE)
                .untilAsserted(() -> assertThat(
                                integration.send(page("1", "\"add\":[]")).statusCode())
                        .isEqualTo(200));
    }

    /** Every connection of the pool; what a job holds at the moment comes back soon. */
    private List<Connection> takeAll() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        while (taken.size()
                < pool.getConfiguration().connectionPoolConfiguration().maxSize()) {
            taken.add(pool.getConnection());
        }
        return taken;
    }
}
