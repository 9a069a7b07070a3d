package io.segue.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The product's REST API, as a pipeline of the tenant would use it. */
public final class ProductClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONFLICT = 409;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;
    private final String token;

    public ProductClient(Product product) {
        this.url = "http://127.0.0.1:" + product.port();
        this.token = product.keys().apiToken();
    }

    /** Makes a connection, which the product checks, and gives its id. */
    public String connect(String clientSideId) throws IOException, InterruptedException {
        return expect(
                        "making a connection",
                        call(
                                "POST",
                                "/api/v1/connections",
                                Map.of(
                                        "name",
                                        "Bench " + clientSideId.substring(0, 8),
                                        "region",
                                        "us",
                                        "clientSideId",
                                        clientSideId,
                                        "accessToken",
                                        "api-" + UUID.randomUUID())))
                .get("id")
                .asText();
    }

    /** The segment of that id at Heap, once the product knows it. */
    public String awaitSegment(String heapId) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < deadline) {
            for (JsonNode segment : expect("listing segments", call("GET", "/api/v1/segments", null))
                    .get("items")) {
                if (segment.get("heapId").asText().equals(heapId)) {
                    return segment.get("id").asText();
                }
            }
            Thread.sleep(20);
        }
        throw new IllegalStateException("The segment " + heapId + " did not appear within 60 s");
    }

    public void sync(String segment, String connection, boolean on) throws IOException, InterruptedException {
        expect(
                "setting a sync",
                call(
                        "PUT",
                        "/api/v1/segments/" + segment + "/sync",
                        Map.of(
                                "connectionId",
                                connection,
                                "mode",
                                on ? "recurring" : "off",
                                "intervalHours",
                                4,
                                "followHeap",
                                false,
                                "keyField",
                                "id")));
    }

    /** Starts a run of the segment's sync with the connection and waits for its end; one that goes on already is let end first. */
    public RunOutcome run(String segment, String connection) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(15).toNanos();
        HttpResponse<byte[]> answer = startRun(segment, connection);
        while (answer.statusCode() == CONFLICT && System.nanoTime() < deadline) {
            Thread.sleep(20);
            answer = startRun(segment, connection);
        }
        JsonNode started = expect("starting a run", answer);
        JsonNode run = started.has("items") ? started.get("items").get(0) : started;
        String id = run.get("id").asText();
        while (!RunOutcome.isFinal(run) && System.nanoTime() < deadline) {
            run = expect("waiting for a run", call("GET", "/api/v1/runs/" + id + "?wait=30", null));
        }
        return RunOutcome.of(run);
    }

    /** In how many segments the product knows a Heap id or key. */
    public int memberships(String idOrKey) throws IOException, InterruptedException {
        String value = URLEncoder.encode(idOrKey, StandardCharsets.UTF_8);
        return expect("looking up a member", call("GET", "/api/v1/members?idOrKey=" + value, null))
                .get("memberships")
                .size();
    }

    /** How many segments have this in their name; fifty at most. */
    public int segmentsNamed(String part) throws IOException, InterruptedException {
        String value = URLEncoder.encode(part, StandardCharsets.UTF_8);
        return expect("searching segments", call("GET", "/api/v1/segments?limit=50&name=" + value, null))
                .get("items")
                .size();
    }

    /** Chooses flags of a connection and gives the SDK key to evaluate them with. */
    public void prepareFlags(String connection, String sdkKey, List<String> flags)
            throws IOException, InterruptedException {
        String at = "?connectionId=" + connection;
        expect("choosing flags", call("PUT", "/api/v1/flags/choice" + at, Map.of("flags", flags)));
        expect("giving an SDK key", call("PUT", "/api/v1/flags/writing/sdk-key" + at, Map.of("sdkKey", sdkKey)));
    }

    /** Orders that the values of the chosen flags are written for the members of a segment, which begins at once. */
    public void writeFlags(String connection, String segment, String appId) throws IOException, InterruptedException {
        expect(
                "ordering flag values",
                call(
                        "PUT",
                        "/api/v1/flags/writing?connectionId=" + connection,
                        Map.of(
                                "mode",
                                "once",
                                "appId",
                                appId,
                                "segmentIds",
                                List.of(segment),
                                "idsAreHeapIdentities",
                                true)));
    }

    /** Waits for the end of the run that an order has begun. */
    public WriteOutcome awaitFirstWrite(String connection) throws IOException, InterruptedException {
        JsonNode runs;
        do {
            Thread.sleep(10);
            runs = expect(
                            "waiting for the first run",
                            call("GET", "/api/v1/flags/writing/runs?connectionId=" + connection, null))
                    .path("items");
        } while (runs.isEmpty());
        return awaitWrite(runs.get(0));
    }

    /** Starts a run that writes flag values, and waits for its end. */
    public WriteOutcome writeNow(String connection) throws IOException, InterruptedException {
        return awaitWrite(expect(
                "writing flag values",
                call("POST", "/api/v1/flags/writing/runs?connectionId=" + connection, Map.of())));
    }

    private WriteOutcome awaitWrite(JsonNode started) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofMinutes(15).toNanos();
        String id = started.get("id").asText();
        JsonNode run = started;
        while (!RunOutcome.isFinal(run) && System.nanoTime() < deadline) {
            Thread.sleep(10);
            run = expect("waiting for a run", call("GET", "/api/v1/flags/writing/runs/" + id, null));
        }
        return WriteOutcome.of(run);
    }

    private HttpResponse<byte[]> startRun(String segment, String connection) throws IOException, InterruptedException {
        return call("POST", "/api/v1/segments/" + segment + "/runs", Map.of("connectionId", connection));
    }

    private HttpResponse<byte[]> call(String method, String path, @org.jspecify.annotations.Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(90))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static JsonNode expect(String doing, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() / 100 != 2) {
            throw new IOException("While " + doing + ": expected 2xx, got " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return Optional.ofNullable(JSON.readTree(answer.body())).orElse(JSON.createObjectNode());
    }
}
