package io.segue.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks this very application over HTTP, with one tenant's token. */
class ProductClient {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final Supplier<URI> address;
    private final String token;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    ProductClient(Supplier<URI> address, String token, ObjectMapper json) {
        this.address = address;
        this.token = token;
        this.json = json;
    }

    JsonNode get(String path) throws ProductFailureException, InterruptedException {
        return call("GET", path, null);
    }

    JsonNode post(String path, Object body) throws ProductFailureException, InterruptedException {
        return call("POST", path, body);
    }

    JsonNode put(String path, Object body) throws ProductFailureException, InterruptedException {
        return call("PUT", path, body);
    }

    private JsonNode call(String method, String path, @Nullable Object body)
            throws ProductFailureException, InterruptedException {
        try {
            HttpRequest.BodyPublisher content = body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body));
            HttpRequest request = HttpRequest.newBuilder(address.get().resolve(path))
                    .timeout(TIMEOUT)
                    .header("Authorization", "Bearer " + token)
                    .header("Accept", "application/json")
                    .header("Content-Type", "application/json")
                    .method(method, content)
                    .build();
            HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() / 100 != 2) {
                throw new ProductFailureException(method + " /" + path + ": expected 2xx, got " + answer.statusCode()
                        + " " + shortened(answer.body()));
            }
            return answer.body().length == 0 ? json.createObjectNode() : json.readTree(answer.body());
        } catch (IOException e) {
            throw new ProductFailureException(method + " /" + path + ": expected an answer, got " + e);
        }
    }

    private static String shortened(byte[] body) {
        String text =
                new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
