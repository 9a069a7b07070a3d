package io.segue.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.segue.TestingHeap;
import io.segue.kill.TestingCluster.Node;
import io.segue.kill.TestingHeapSide.Acknowledged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Callers of one node as a load balancer lets them through: as long as it is ready, and a little longer, since nobody hears
 * of it at once. None of them tries again: whatever is not answered as it should be is broken.
 */
final class TestingLoad implements AutoCloseable {

    /** Of the five seconds that a node is told to wait for. */
    private static final Duration HEARD_LATE = Duration.ofSeconds(2);

    /** Behind the five seconds, when only what is under way is answered. */
    private static final Duration LATE = Duration.ofMillis(6_500);

    private final KillScenario scenario;
    private final Node node;
    private final HttpClient http =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> callers = new ArrayList<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger answeredLate = new AtomicInteger();
    private final CountDownLatch isUnready = new CountDownLatch(1);
    private volatile long unreadyNanos;

    TestingLoad(KillScenario scenario, Node node) {
        this.scenario = scenario;
        this.node = node;
    }

    /** What was not answered as it should have been. */
    List<String> broken() {
        return broken;
    }

    int answered() {
        return answered.get();
    }

    /** Of calls that began when the node was not ready any more. */
    int answeredLate() {
        return answeredLate.get();
    }

    void begin(TestingTenant reader, String waitedFor, TestingTenant told) {
        submit(() -> {
            while (status(get("/q/health/ready", node.management())) == 200) {
                TestingHeapSide.pause(50);
            }
            unreadyNanos = System.nanoTime();
            isUnready.countDown();
            return null;
        });
        repeat(number -> call("a list", get("/api/v1/segments", reader)));
        repeat(number -> call("a call that waits", get("/api/v1/runs/" + waitedFor + "?wait=30", reader)));
        repeat(number -> page(told, number));
        submit(() -> pageInTwo(told));
    }

    /** Until all of them have their answers. */
    void await() throws Exception {
        for (Future<?> caller : callers) {
            caller.get(90, TimeUnit.SECONDS);
        }
    }

    private interface Caller {
        Object call(int number) throws Exception;
    }

    private void submit(Callable<?> caller) {
        callers.add(threads.submit(caller));
    }

    private void repeat(Caller caller) {
        submit(() -> {
            for (int number = 1; isLetThrough(); number++) {
                boolean isLate = unreadyNanos != 0;
                caller.call(number);
                answered.incrementAndGet();
                answeredLate.addAndGet(isLate ? 1 : 0);
                TestingHeapSide.pause();
            }
            return null;
        });
    }

    private boolean isLetThrough() {
        return unreadyNanos == 0 || System.nanoTime() - unreadyNanos < HEARD_LATE.toNanos();
    }

    /** Of members that nobody else tells of. */
    private Object page(TestingTenant tenant, int number) {
        Page page = new Page(tenant, number);
        if (call(
                "page " + number,
                HttpRequest.newBuilder(at("/hooks/heap/" + tenant.hook(), node.port()))
                        .header("Content-Type", "application/json")
                        .header("Heap-Hash", page.signature())
                        .POST(BodyPublishers.ofByteArray(page.body())))) {
            page.acknowledged();
        }
        return true;
    }

    /** The second half comes when the node only answers what is under way. */
    private Object pageInTwo(TestingTenant tenant) throws Exception {
        Page page = new Page(tenant, 0);
        int half = page.body().length / 2;
        try (Socket socket = new Socket("localhost", node.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /hooks/heap/" + tenant.hook() + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nContent-Length: " + page.body().length
                            + "\r\nHeap-Hash: " + page.signature() + "\r\n\r\n")
                    .getBytes(UTF_8));
            out.write(page.body(), 0, half);
            out.flush();
            awaitLate();
            out.write(page.body(), half, page.body().length - half);
            out.flush();
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
            if (answer != null && answer.startsWith("HTTP/1.1 200")) {
                page.acknowledged();
            } else {
                broken.add("the page in two: " + answer);
            }
        } catch (IOException e) {
            broken.add("the page in two: " + e);
        }
        return true;
    }

    /** Of members that nobody else tells of. */
    private final class Page {

        private final TestingTenant tenant;
        private final List<String> keys;
        private final String task;
        private final byte[] body;

        Page(TestingTenant tenant, int number) {
            this.tenant = tenant;
            this.keys = IntStream.range(0, 20)
                    .mapToObj(member -> tenant.key(scenario.segment, 50_000 + number * 20 + member))
                    .toList();
            this.task = scenario.segment + "-load-" + number;
            this.body = TestingHeap.page(
                            scenario.segment, task, "\"remove\":[],\"add\":[" + KillScenario.items(keys) + "]")
                    .getBytes(UTF_8);
        }

        byte[] body() {
            return body;
        }

        String signature() {
            return TestingHeap.sign(tenant.secret(), Instant.now(), body);
        }

        void acknowledged() {
            scenario.heap.acknowledged().add(new Acknowledged(tenant, scenario.segment, task, body));
            synchronized (scenario.model) {
                scenario.model.get(tenant).addAll(keys);
            }
        }
    }

    private void awaitLate() throws InterruptedException {
        isUnready.await();
        TimeUnit.NANOSECONDS.sleep(LATE.toNanos() - (System.nanoTime() - unreadyNanos));
    }

    private HttpRequest.Builder get(String path, TestingTenant tenant) {
        return get(path, node.port()).header("Authorization", "Bearer " + tenant.apiToken());
    }

    private static HttpRequest.Builder get(String path, int port) {
        return HttpRequest.newBuilder(at(path, port)).GET();
    }

    private static URI at(String path, int port) {
        return URI.create("http://localhost:" + port + path);
    }

    private boolean call(String what, HttpRequest.Builder request) {
        int status = status(request);
        if (status != 200) {
            broken.add(what + ": " + status);
        }
        return status == 200;
    }

    /** Read to its end; 0 where there is none. */
    private int status(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofByteArray())
                    .statusCode();
        } catch (IOException e) {
            broken.add(e.toString());
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
