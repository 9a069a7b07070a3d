package io.segue.platform.observe;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether people can sign in. Never a reason to take a node out of service: Heap, pipelines and whoever is signed in do
 * not need the OIDC server.
 */
@Wellness
@ApplicationScoped
class OidcHealth implements HealthCheck {

    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Whoever asks often must not make us ask often. */
    private static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final Optional<String> server;
    private final HttpClient http;
    private final Clock clock;
    private volatile Found last = new Found(false, Instant.EPOCH);

    OidcHealth(@ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> server, Clock clock) {
        this.server = server;
        this.clock = clock;
        this.http = HttpClient.newBuilder().connectTimeout(LONGEST).build();
    }

    private record Found(boolean isThere, Instant at) {}

    @Override
    public HealthCheckResponse call() {
        if (last.at().plus(REMEMBERED).isBefore(clock.instant())) {
            last = new Found(server.map(this::answers).orElse(false), clock.instant());
        }
        return HealthCheckResponse.named("OIDC server").status(last.isThere()).build();
    }

    private boolean answers(String url) {
        String discovery = url.replaceFirst("/$", "") + "/.well-known/openid-configuration";
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(discovery))
                    .timeout(LONGEST)
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
