package io.segue.observe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A collector of traces that keeps what it gets, and a LaunchDarkly that quotes what it refuses. */
public class TestingObservers implements QuarkusTestResourceLifecycleManager {

    static final String REFUSED_TOKEN = "api-refused-";
    static final String BAD_KEY = "bad-";

    private static final ByteArrayOutputStream COLLECTED = new ByteArrayOutputStream();

    private HttpServer server;

    /** Every byte that the collector got, as text. */
    static String collected() {
        synchronized (COLLECTED) {
            return COLLECTED.toString(StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", TestingObservers::collect);
        server.createContext("/api/v2/segment-targets/heap-inbound", TestingObservers::take);
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.otel.exporter.otlp.endpoint",
                url,
                "quarkus.otel.exporter.otlp.protocol",
                "http/protobuf",
                "quarkus.otel.bsp.schedule.delay",
                "100ms",
                "segue.launchdarkly.url",
                url);
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private static void collect(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        synchronized (COLLECTED) {
            COLLECTED.writeBytes(body);
        }
        answer(call, 200, "");
    }

    private static void take(HttpExchange call) throws IOException {
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (call.getRequestHeaders().getFirst("Authorization").startsWith(REFUSED_TOKEN)) {
            answer(call, 401, "{\"message\":\"invalid access token\"}");
        } else if (body.contains(BAD_KEY)) {
            answer(call, 400, "{\"message\":\"bad request: " + body.replace('"', '\'') + "\"}");
        } else {
            answer(call, 200, "{\"status\":\"success\"}");
        }
    }

    private static void answer(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }
}
