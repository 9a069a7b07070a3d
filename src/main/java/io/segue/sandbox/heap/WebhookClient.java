package io.segue.sandbox.heap;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Calls the pasted URL, signed, and again when it does not answer 200. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class WebhookClient {

    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** How a call ended; status 0 is no answer at all. */
    record Outcome(int status, int attempts, @Nullable String problem) {}

    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    WebhookClient(Clock clock) {
        this.clock = clock;
    }

    Outcome send(HeapAccount account, byte[] body) {
        Outcome outcome = new Outcome(0, 0, "no webhook URL is pasted in the Developer Hub");
        if (!account.integration().isInstalled()) {
            return outcome;
        }
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            outcome = once(account, body, attempt);
            if (outcome.status() == 200 || outcome.status() == 403 || attempt == ATTEMPTS) {
                return outcome;
            }
            if (!waited(FIRST_WAIT.multipliedBy(1L << attempt))) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome once(HeapAccount account, byte[] body, int attempt) {
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(account.integration().webhookUrl().strip()))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("Heap-Hash", HeapSignature.header(account.secret(), clock.millis(), body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = answer.statusCode();
            return new Outcome(status, attempt, status == 200 ? null : shortened(answer.body()));
        } catch (IOException | IllegalArgumentException e) {
            return new Outcome(0, attempt, e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(0, attempt, "stopped");
        }
    }

    private static boolean waited(Duration wait) {
        try {
            Thread.sleep(wait.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String shortened(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "…" : line;
    }
}
