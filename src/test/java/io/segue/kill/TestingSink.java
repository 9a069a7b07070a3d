package io.segue.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** LaunchDarkly outside of the processes: takes batches whole or not at all, remembers every call, and fails when told. */
final class TestingSink implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final TestingSwitch failpoints;
    private final Map<String, Set<String>> held = new HashMap<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final List<String> tooEarly = new CopyOnWriteArrayList<>();
    private final AtomicInteger faults = new AtomicInteger();
    private volatile int fault = 200;
    private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();
    private volatile String hanging = "";
    private volatile long millis;
    private volatile int restSeconds = 1;

    TestingSink(TestingSwitch failpoints) {
        this.failpoints = failpoints;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/v2/segment-targets/heap-inbound", this::take);
        server.start();
    }

    /** One call as it came. */
    record Call(
            Instant at,
            String token,
            String environment,
            String segment,
            List<String> adds,
            List<String> removes,
            int status) {

        List<String> keys() {
            List<String> keys = new ArrayList<>(adds);
            keys.addAll(removes);
            return keys;
        }
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next calls, so many, are answered with this status. */
    void fail(int status, int times) {
        fault = status;
        faults.set(times);
    }

    /** Who calls too often is told to wait for so long. */
    void tellToRest(int seconds) {
        restSeconds = seconds;
    }

    /** So many calls to this environment until now. */
    int answered(String environment) {
        return counted(environment).get();
    }

    private AtomicInteger counted(String environment) {
        return answered.computeIfAbsent(environment, id -> new AtomicInteger());
    }

    /** Calls to this environment are taken, and not answered before it is another one's turn. */
    void hang(String environment) {
        hanging = environment;
    }

    /** Every answer takes so long. */
    void slowDown(long each) {
        millis = each;
    }

    synchronized Set<String> held(String environment, String segment) {
        return new TreeSet<>(held.getOrDefault(environment + "/" + segment, Set.of()));
    }

    List<Call> calls() {
        return calls;
    }

    /** Calls that came before the time that their token had been told. */
    List<String> tooEarly() {
        return tooEarly;
    }

    private void take(HttpExchange exchange) throws IOException {
        Instant at = Instant.now();
        try (exchange) {
            int size = Integer.parseInt(exchange.getRequestHeaders().getFirst("Content-Length"));
            byte[] body = new byte[size];
            int half = exchange.getRequestBody().readNBytes(body, 0, size / 2);
            if (failpoints.reached("F13")) {
                return;
            }
            exchange.getRequestBody().readNBytes(body, half, size - half);
            Call call = read(at, exchange.getRequestHeaders().getFirst("Authorization"), JSON.readTree(body));
            apply(call);
            calls.add(call);
            if (!failpoints.reached("F14")) {
                do {
                    TimeUnit.MILLISECONDS.sleep(millis);
                } while (hanging.equals(call.environment()));
                answer(exchange, call);
                counted(call.environment()).incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Call read(Instant at, String token, JsonNode body) {
        String environment = body.at("/parameters/environment_id").asText();
        String segment = body.at("/heap/data/segment/id").asText();
        List<String> adds = ids(body.at("/heap/data/add"));
        List<String> removes = ids(body.at("/heap/data/remove"));
        return new Call(at, token, environment, segment, adds, removes, judge(token, adds));
    }

    private synchronized int judge(String token, List<String> adds) {
        Instant told = notBefore.get(token);
        if (told != null && Instant.now().isBefore(told)) {
            tooEarly.add(token + " called " + Instant.now() + ", was told " + told);
        }
        if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return fault;
        }
        return adds.stream().anyMatch(key -> key.contains("refused")) ? 400 : 200;
    }

    private synchronized void apply(Call call) {
        if (call.status() == 200) {
            Set<String> keys = held.computeIfAbsent(call.environment() + "/" + call.segment(), id -> new TreeSet<>());
            keys.addAll(call.adds());
            call.removes().forEach(keys::remove);
        }
    }

    private void answer(HttpExchange exchange, Call call) throws IOException {
        String body = call.status() == 200
                ? "{\"projectId\":\"p\",\"environmentId\":\"e\",\"segmentId\":\"s\",\"segmentUrl\":\"\",\"status\":\"success\"}"
                : "{\"status\":\"failure\",\"error\":{\"message\":\"not now, or not this\",\"code\":" + call.status()
                        + "}}";
        if (call.status() == 429) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(restSeconds));
            synchronized (this) {
                notBefore.put(call.token(), Instant.now().plusSeconds(restSeconds));
            }
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(call.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static List<String> ids(JsonNode members) {
        List<String> ids = new ArrayList<>();
        members.forEach(member -> ids.add(member.path("id").asText()));
        return ids;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
