package io.segue.platform.observe;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether mails can be handed over. Never a reason to take a node out of service: invitations can be sent again, notices
 * are tried again by themselves.
 */
@Wellness
@ApplicationScoped
class MailHealth implements HealthCheck {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Whoever asks often must not make us ask often. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final boolean isUsed;
    private final boolean isTls;
    private final String host;
    private final int port;
    private final Clock clock;
    private volatile Found last = new Found(false, Instant.EPOCH);

    private record Found(boolean isThere, Instant at) {}

    MailHealth(
            @ConfigProperty(name = "quarkus.mailer.from") Optional<String> from,
            @ConfigProperty(name = "quarkus.mailer.mock") Optional<Boolean> mock,
            @ConfigProperty(name = "quarkus.mailer.host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "quarkus.mailer.port") Optional<Integer> port,
            @ConfigProperty(name = "quarkus.mailer.tls", defaultValue = "false") boolean isTls,
            Clock clock) {
        // The mailer itself only prints in dev mode and tests.
        this.isUsed = from.isPresent() && !mock.orElse(LaunchMode.current().isDevOrTest());
        this.isTls = isTls;
        this.host = host;
        this.port = port.orElse(isTls ? 465 : 25);
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        if (isUsed && last.at().plus(REMEMBERED).isBefore(clock.instant())) {
            last = new Found(answers(LONGEST), clock.instant());
        }
        return HealthCheckResponse.named("mail server")
                .status(!isUsed || last.isThere())
                .withData("used", isUsed)
                .build();
    }

    /** It speaks first, unless TLS comes before. Visible for tests. */
    boolean answers(Duration longest) {
        int millis = (int) longest.toMillis();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), millis);
            socket.setSoTimeout(millis);
            return isTls || greets(socket);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean greets(Socket socket) throws IOException {
        String said = new String(socket.getInputStream().readNBytes(3), StandardCharsets.US_ASCII);
        socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        return said.equals("220");
    }
}
