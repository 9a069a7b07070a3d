package io.segue.sandbox.launchdarkly.changes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The webhook of each account: where it goes, what it is signed with, and how its calls ended. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ChangeWebhooks {

    private static final int CALLS_KEPT = 20;

    /** Where an account's webhook goes. */
    public record Webhook(String url, String secret) {}

    /** One call; status 0 is no answer at all. */
    public record Call(Instant at, String title, int status) {}

    private final ObjectMapper json;
    private final Clock clock;
    private final Map<String, Webhook> byAccount = new HashMap<>();
    private final Map<String, Deque<Call>> calls = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ChangeWebhooks(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    synchronized void set(String account, Webhook webhook) {
        byAccount.put(account, webhook);
    }

    synchronized Optional<Webhook> of(String account) {
        return Optional.ofNullable(byAccount.get(account))
                .filter(webhook -> !webhook.url().isBlank());
    }

    /** Newest first. */
    synchronized List<Call> calls(String account) {
        return new ArrayList<>(calls.getOrDefault(account, new ArrayDeque<>()));
    }

    /** Sends the entry as it stands in the audit log, signed over its bytes; without a webhook nothing. */
    int send(String account, ObjectNode entry) {
        Optional<Webhook> webhook = of(account);
        if (webhook.isEmpty()) {
            return 0;
        }
        int status = post(webhook.get(), bytes(entry));
        synchronized (this) {
            Deque<Call> kept = calls.computeIfAbsent(account, slug -> new ArrayDeque<>());
            kept.addFirst(new Call(clock.instant(), entry.path("title").asText(), status));
            while (kept.size() > CALLS_KEPT) {
                kept.removeLast();
            }
        }
        return status;
    }

    private int post(Webhook webhook, byte[] body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(webhook.url().strip()))
                    .timeout(Duration.ofSeconds(20))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            if (!webhook.secret().isEmpty()) {
                request.header("X-LD-Signature", signature(webhook.secret(), body));
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private byte[] bytes(ObjectNode entry) {
        try {
            return json.writeValueAsBytes(entry);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a webhook's body", e);
        }
    }

    static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing from this Java", e);
        }
    }
}
