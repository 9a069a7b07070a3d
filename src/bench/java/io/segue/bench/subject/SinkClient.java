package io.segue.bench.subject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.bench.load.Population;
import io.segue.bench.sink.SinkServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The imitation LaunchDarkly's process, and what the benchmark asks of it. */
public final class SinkClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ChildProcess process;
    private final int port;

    private SinkClient(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** What it took in since it began to count. */
    public record Taken(
            long calls, long refused, long bytes, long adds, long removes, int mostInFlight, String refusal) {

        public long members() {
            return adds + removes;
        }
    }

    public static SinkClient start(Path folder, int megabytes) throws InterruptedException {
        int port = ChildProcess.freePort();
        ChildProcess process = ChildProcess.start(
                "sink",
                folder,
                Map.of(),
                List.of(
                        ChildProcess.java(),
                        "-Xmx" + megabytes + "m",
                        "-XX:+UseSerialGC",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-cp",
                        classPath(),
                        SinkServer.class.getName(),
                        Integer.toString(port)));
        SinkClient sink = new SinkClient(process, port);
        process.awaitReady(30, () -> sink.taken().calls() >= 0);
        return sink;
    }

    /** Ours, in words that hold in another folder. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    /** A new environment's client-side ID. */
    public String newEnvironment() throws IOException, InterruptedException {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
        post("/environments?add=" + id);
        return id;
    }

    public void forget(String environment) throws IOException, InterruptedException {
        post("/environments?drop=" + environment);
    }

    /** Counts from zero again; what it holds stays. */
    public void startCounting() throws IOException, InterruptedException {
        post("/reset");
    }

    public void answerAfter(int millis) throws IOException, InterruptedException {
        post("/latency?ms=" + millis);
    }

    /** Whom the last of the twenty flags is on for. */
    public void serveTheLastFlagTo(int perCent) throws IOException, InterruptedException {
        post("/last-flag?percent=" + perCent);
    }

    public Taken taken() throws IOException, InterruptedException {
        JsonNode stats = JSON.readTree(
                http.send(HttpRequest.newBuilder(URI.create(url() + "/stats")).build(), BodyHandlers.ofByteArray())
                        .body());
        return new Taken(
                stats.get("calls").asLong(),
                stats.get("refused").asLong(),
                stats.get("bytes").asLong(),
                stats.get("adds").asLong(),
                stats.get("removes").asLong(),
                stats.get("mostInFlight").asInt(),
                stats.get("lastRefusal").asText());
    }

    public long wrongMembers(String environment, Population expected) throws IOException, InterruptedException {
        String members = url() + "/members?environment=" + environment + "&segment=" + expected.segment();
        try (InputStream lines = http.send(
                        HttpRequest.newBuilder(URI.create(members)).build(), BodyHandlers.ofInputStream())
                .body()) {
            return expected.wrongIn(lines);
        }
    }

    private void post(String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    @Override
    public void close() {
        process.close();
    }
}
