package io.segue.web.gate;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.TestingSettings;
import io.segue.web.TestingFront;
import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever sends drop by drop is hung up, and the place that the call held is free again. */
class SlowBodyTest {

    private static final int MOST_MILLIS = 10_000;

    /** One place for whoever is not known yet. */
    private final GateConfig config = TestingSettings.of(
            GateConfig.class, Map.of("segue.hook.longest-call", "300ms", "segue.hook.most-in-flight", "8"));

    private final HookGate gate = new HookGate(
            config,
            new HookPlaces(config),
            new FailedCalls(config, Clock.systemUTC()),
            new GateMetrics(new SimpleMeterRegistry()));

    private final TestingFront front = new TestingFront(gate::register);

    @AfterEach
    void close() {
        front.close();
    }

    @Test
    void isCutOff() throws IOException {
        try (Socket slow = slowCall()) {
            assertThat(slow.getInputStream().read())
                    .as("the end of the connection, without an answer")
                    .isEqualTo(-1);
        }

        await().until(() -> quickCall() == 200);
    }

    private Socket slowCall() throws IOException {
        Socket slow = new Socket("127.0.0.1", front.port());
        slow.setSoTimeout(MOST_MILLIS);
        slow.getOutputStream()
                .write("POST /hooks/heap/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
                        .getBytes(US_ASCII));
        return slow;
    }

    private int quickCall() {
        return given().baseUri("http://127.0.0.1")
                .port(front.port())
                .body("{}")
                .post("/hooks/heap/x")
                .statusCode();
    }
}
