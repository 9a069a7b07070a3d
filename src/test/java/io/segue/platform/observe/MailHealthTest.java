package io.segue.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

/** How the mail server is looked at: by its greeting, not for long, and not often. */
class MailHealthTest {

    private final TestingClock clock = new TestingClock();

    @Test
    void isUpWhenItGreetsAndIsAskedOnceInAWhile() throws IOException {
        try (Server server = new Server("220 mail.example.com\r\n")) {
            MailHealth health = of(server.port(), false);

            assertThat(health.call().getStatus()).isEqualTo(Status.UP);
            assertThat(health.call().getStatus()).isEqualTo(Status.UP);
            assertThat(server.asked).hasValue(1);

            clock.tick(Duration.ofSeconds(11));
            assertThat(health.call().getStatus()).isEqualTo(Status.UP);
            assertThat(server.asked).hasValue(2);
        }
    }

    @Test
    void isDownWhenItTakesNobodyOrIsAway() throws IOException {
        MailHealth away;
        try (Server server = new Server("554 no service\r\n")) {
            HealthCheckResponse refused = of(server.port(), false).call();

            assertThat(refused.getName()).isEqualTo("mail server");
            assertThat(refused.getStatus()).isEqualTo(Status.DOWN);
            away = of(server.port(), false);
        }
        assertThat(away.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void waitsForNoGreetingThatDoesNotCome() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(of(silent.getLocalPort(), false).answers(Duration.ofMillis(20)))
                    .isFalse();
            assertThat(of(silent.getLocalPort(), true).answers(Duration.ofMillis(500)))
                    .as("TLS comes first: it is enough that somebody is there")
                    .isTrue();
        }
    }

    @Test
    void isUpWhereNoMailIsSentAndAsksNobody() throws IOException {
        try (Server server = new Server("554 no service\r\n")) {
            HealthCheckResponse unused = new MailHealth(
                            Optional.empty(), Optional.of(false), "localhost", Optional.of(server.port()), false, clock)
                    .call();

            assertThat(unused.getStatus()).isEqualTo(Status.UP);
            assertThat(unused.getData().orElseThrow()).containsEntry("used", false);
            assertThat(server.asked).hasValue(0);
        }
    }

    private MailHealth of(int port, boolean isTls) {
        return new MailHealth(
                Optional.of("Segue <segue@example.com>"),
                Optional.of(false),
                "localhost",
                Optional.of(port),
                isTls,
                clock);
    }

    /** Says one thing to everybody who comes. */
    private static final class Server implements AutoCloseable {

        final AtomicInteger asked = new AtomicInteger();
        private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Server(String greeting) throws IOException {
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try (Socket client = socket.accept()) {
                        asked.incrementAndGet();
                        client.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                        client.getInputStream().readNBytes(6);
                    } catch (IOException e) {
                        // Hung up, or closed at the end of the test.
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
