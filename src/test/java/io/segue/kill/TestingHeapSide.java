package io.segue.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segue.TestingHeap;
import io.segue.kill.TestingCluster.Node;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Heap: calls until the answer is 200, and keeps what was acknowledged. And a person, who tries again in the same way. */
final class TestingHeapSide {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final TestingCluster cluster;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final List<Acknowledged> acknowledged = new CopyOnWriteArrayList<>();

    TestingHeapSide(TestingCluster cluster) {
        this.cluster = cluster;
    }

    /** A page that was answered with 200. */
    record Acknowledged(TestingTenant tenant, String segment, String task, byte[] body) {}

    List<Acknowledged> acknowledged() {
        return acknowledged;
    }

    void send(TestingTenant tenant, String segment, String task, String members, Runnable meanwhile) {
        byte[] body = TestingHeap.page(segment, task, members).getBytes(UTF_8);
        Taken taken = untilTaken(
                "Heap's page of task " + task,
                200,
                meanwhile,
                node -> HttpRequest.newBuilder(at(node, "/hooks/heap/" + tenant.hook()))
                        .header("Content-Type", "application/json")
                        .header("Heap-Hash", TestingHeap.sign(tenant.secret(), Instant.now(), body))
                        .POST(BodyPublishers.ofByteArray(body)));
        acknowledged.add(new Acknowledged(tenant, segment, task, body));
        cluster.failpoints.reached("F6", taken.by());
    }

    /** The body of the answer. */
    String ask(TestingTenant tenant, String method, String path, String body, int status, Runnable meanwhile) {
        return untilTaken(
                        method + " " + path,
                        status,
                        meanwhile,
                        node -> HttpRequest.newBuilder(at(node, path))
                                .header("Authorization", "Bearer " + tenant.apiToken())
                                .header("Content-Type", "application/json")
                                .method(
                                        method,
                                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)))
                .body();
    }

    private interface Call {
        HttpRequest.Builder to(Node node);
    }

    private record Taken(long by, String body) {}

    private Taken untilTaken(String what, int status, Runnable meanwhile, Call call) {
        Instant end = Instant.now().plus(PATIENCE);
        String last = "";
        for (int tries = 0; Instant.now().isBefore(end); tries++) {
            List<Node> living = cluster.living();
            if (!living.isEmpty()) {
                Node node = living.get(tries % living.size());
                try {
                    HttpResponse<String> answer = http.send(
                            call.to(node).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
                    if (answer.statusCode() == status) {
                        return new Taken(node.pid(), answer.body());
                    }
                    last = answer.statusCode() + " " + answer.body();
                    if (answer.statusCode() == 400) {
                        throw new AssertionError(what + ": " + last);
                    }
                } catch (IOException e) {
                    last = e.toString();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            pause();
            meanwhile.run();
        }
        throw new AssertionError(what + ": expected " + status + " within " + PATIENCE + ", the last was " + last);
    }

    static void pause() {
        pause(100);
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static URI at(Node node, String path) {
        return URI.create("http://localhost:" + node.port() + path);
    }
}
