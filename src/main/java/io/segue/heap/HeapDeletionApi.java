package io.segue.heap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.erasure.HeapApiKey;
import io.segue.erasure.HeapDeletions;
import io.segue.erasure.HeapRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Heap's API for deleting people, which has one address for all regions. Its token is good for five minutes, so each question
 * begins with a new one.
 *
 * @see <a href="https://developers.heap.io/reference/user-deletion">User deletion</a>
 */
@ApplicationScoped
class HeapDeletionApi implements HeapDeletions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/api/public/v0/";

    private final HeapConfig config;
    private final HttpClient http;

    HeapDeletionApi(HeapConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .connectTimeout(config.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public String ask(HeapApiKey key, String identity) {
        JsonNode answer = send(
                "Asking Heap to delete a person",
                request("user_deletion", "Bearer " + token(key))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(
                                bytes(Map.of("users", List.of(Map.of("identity", identity)))))));
        String request = answer.path("deletion_request_id").asText();
        if (request.isEmpty()) {
            throw new HeapRefusedException(
                    "Asking Heap to delete a person: expected the id of the request, got none. It is asked again.",
                    false);
        }
        return request;
    }

    @Override
    public boolean isComplete(HeapApiKey key, String request) {
        JsonNode answer = send(
                "Asking Heap how far a deletion is",
                request("deletion_status/" + URLEncoder.encode(request, StandardCharsets.UTF_8), "Bearer " + token(key))
                        .GET());
        return answer.path("status").asText().equals("complete");
    }

    private String token(HeapApiKey key) {
        String pair = key.appId() + ":" + key.key().value();
        String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return send(
                        "Signing in to Heap",
                        request("auth_token", "Basic " + basic).POST(BodyPublishers.noBody()))
                .path("access_token")
                .asText();
    }

    private HttpRequest.Builder request(String path, String authorization) {
        String base = config.url().toString();
        return HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + BASE + path))
                .timeout(config.callTimeout())
                .header("Accept", "application/json")
                .header("Authorization", authorization);
    }

    private JsonNode send(String doing, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw refused(doing, answer.statusCode());
            }
            JsonNode read = JSON.readTree(answer.body());
            return read == null ? JSON.createObjectNode() : read;
        } catch (IOException e) {
            throw new HeapRefusedException(
                    doing + ": expected an answer, got none that could be read. It is tried again.", false);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HeapRefusedException(doing + ": broken off. It is tried again.", false);
        }
    }

    /** Heap's own words are left out: they may quote whom it is about. */
    private static HeapRefusedException refused(String doing, int status) {
        return switch (status) {
            case 401, 403 ->
                new HeapRefusedException(
                        doing + ": Heap refused the app ID or the API key (" + status
                                + "). An owner enters them again.",
                        true);
            case 400, 422 ->
                new HeapRefusedException(
                        doing + ": Heap did not take the identity (" + status + "). Heap’s support can say why.", true);
            case 404 -> new HeapRefusedException(doing + ": Heap does not know it (404).", true);
            default ->
                new HeapRefusedException(doing + ": expected a success, got " + status + ". It is tried again.", false);
        };
    }

    private static byte[] bytes(Object body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Writing a call to Heap failed");
        }
    }
}
