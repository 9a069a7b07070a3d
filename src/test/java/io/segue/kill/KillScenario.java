package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.kill.TestingCluster.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Two tenants, a segment each that is new to the cell; Heap sends three rounds of changes, and each is awaited in
 * LaunchDarkly. Somewhere in between the failpoint does what it is told to.
 */
final class KillScenario {

    static final int ROUNDS = 3;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger SEGMENTS = new AtomicInteger(1000);
    /** Long enough for a busy machine to start a process, and for a lease to end. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Nothing is under way or due, and LaunchDarkly is wrong: who waits longer waits in vain. */
    private static final Duration WRONG_AT_REST = Duration.ofSeconds(8);

    final TestingCluster cluster;
    final TestingHeapSide heap;
    final String segment = Integer.toString(SEGMENTS.incrementAndGet());
    final Map<TestingTenant, Set<String>> model = new HashMap<>();
    private final Cell cell;
    private final Invariants invariants;
    private final Duration patience;
    private final Set<String> replayed = new TreeSet<>();

    KillScenario(TestingCluster cluster, Cell cell) {
        this(cluster, cell, PATIENCE);
    }

    KillScenario(TestingCluster cluster, Cell cell, Duration patience) {
        this.cluster = cluster;
        this.cell = cell;
        this.patience = patience;
        this.heap = new TestingHeapSide(cluster);
        this.invariants = new Invariants(cluster, this);
    }

    /** The deliveries that were read again. */
    Set<String> replayed() {
        return replayed;
    }

    boolean hasBadKeys() {
        return cell.point().equals("F20");
    }

    /** Does this at the point, to the process that reached it, and lets everything come to rest. */
    void play(LongConsumer act) {
        begin();
        goOn(act);
    }

    /** Once it has begun. */
    void goOn(LongConsumer act) {
        for (int round = 1; round <= ROUNDS; round++) {
            if (round == cell.fromRound()) {
                cluster.failpoints.watch(cell.point(), cell.hit(), act);
            }
            round(round);
        }
        end();
    }

    void end() {
        assertThat(cluster.failpoints.isDone())
                .as("%s was reached %d times", cell, cluster.failpoints.hits())
                .isTrue();
        cluster.failpoints.watchNothing();
        invariants.holdAtRest();
    }

    /** Segments that are synced already, so that what follows is one page, one application, one run. */
    void begin() {
        cluster.ensure(cell.nodes());
        for (TestingTenant tenant : cluster.tenants) {
            model.put(tenant, new TreeSet<>());
            tell(tenant, 0, IntStream.range(-5, 0), IntStream.empty());
            String id = awaitSegment(tenant);
            heap.ask(
                    tenant,
                    "PUT",
                    "/api/v1/segments/" + id + "/sync",
                    """
                    {"connectionId":"%s","mode":"recurring","intervalHours":4,"followHeap":true,"keyField":"id"}""".formatted(connection(tenant)),
                    200,
                    this::goOn);
            heap.ask(tenant, "POST", "/api/v1/segments/" + id + "/runs", "", 202, this::goOn);
        }
        awaitRest();
        invariants.everythingIsStored();
    }

    void round(int round) {
        prepare();
        for (TestingTenant tenant : cluster.tenants) {
            int many = tenant.members();
            // Fewer removals than are held back for a person.
            send(
                    tenant,
                    round,
                    IntStream.range(round * many, round * many + many),
                    round == 1
                            ? IntStream.range(-5, -4)
                            : IntStream.range((round - 1) * many, (round - 1) * many + many / 20));
            if (cell.point().equals("F21")) {
                replay(tenant, round);
            }
            stopInTheMiddle();
        }
        awaitRest();
    }

    /** What goes wrong besides, for the points that lie behind a failure. */
    private void prepare() {
        switch (cell.point()) {
            case "F18" -> cluster.launchDarkly.fail(429, 1);
            case "F19" -> cluster.launchDarkly.fail(503, 2);
            default -> cluster.launchDarkly.fail(200, 0);
        }
    }

    /** As a service manager stops a node that works. */
    private void stopInTheMiddle() {
        if (cell.point().equals("F24") && !cluster.failpoints.isDone()) {
            cluster.living().stream().findFirst().map(Node::process).ifPresent(process -> process.terminate());
        }
    }

    void send(TestingTenant tenant, int round, IntStream adds, IntStream removes) {
        tell(tenant, round, adds, removes);
        invariants.everythingIsStored();
    }

    void tell(TestingTenant tenant, int round, IntStream adds, IntStream removes) {
        List<String> added = adds.mapToObj(n -> tenant.key(segment, n)).collect(Collectors.toList());
        List<String> removed = removes.mapToObj(n -> tenant.key(segment, n)).toList();
        if (cell.point().equals("F20") && round > 0) {
            added.add(tenant.key(segment, round) + "-refused");
        }
        heap.send(
                tenant,
                segment,
                segment + "-" + round,
                "\"remove\":[" + items(removed) + "],\"add\":[" + items(added) + "]",
                this::goOn);
        Set<String> expected = model.get(tenant);
        added.stream().filter(key -> !key.endsWith("refused")).forEach(expected::add);
        expected.removeAll(removed);
    }

    private void replay(TestingTenant tenant, int round) {
        JsonNode deliveries;
        do {
            // What waits is applied anyhow, so there is nothing to replay.
            TestingHeapSide.pause();
            deliveries = read(
                    heap.ask(tenant, "GET", "/api/v1/deliveries?taskId=" + segment + "-" + round, "", 200, this::goOn));
        } while (!deliveries.at("/items/0/verdict").asText().equals("applied"));
        String id = deliveries.at("/items/0/id").asText();
        heap.ask(tenant, "POST", "/api/v1/deliveries/" + id + "/replay", "", 202, this::goOn);
        replayed.add(id);
    }

    void awaitRest() {
        Instant end = Instant.now().plus(patience);
        Instant moved = Instant.now();
        while (true) {
            List<String> inTheMiddle = invariants.inTheMiddle();
            List<String> wrong = invariants.wrong();
            if (inTheMiddle.isEmpty() && wrong.isEmpty()) {
                return;
            }
            moved = inTheMiddle.isEmpty() ? moved : Instant.now();
            if (Instant.now().isAfter(end) || Instant.now().isAfter(moved.plus(WRONG_AT_REST))) {
                throw new AssertionError(
                        "I2: %s: expected rest within %s, but %s %s".formatted(cell, patience, wrong, inTheMiddle));
            }
            TestingHeapSide.pause();
            int living = cluster.living().size();
            goOn();
            // Whoever was started just now has everything still to do.
            moved = cluster.living().size() > living ? Instant.now() : moved;
        }
    }

    /** Somebody who woke up may still have something to do: rest has to last. */
    void awaitLastingRest() {
        Instant since = Instant.EPOCH;
        do {
            if (since.equals(Instant.EPOCH)
                    || !invariants.isAtRest()
                    || !invariants.wrong().isEmpty()) {
                awaitRest();
                since = Instant.now();
            }
            TestingHeapSide.pause();
            goOn();
        } while (since.plus(WRONG_AT_REST).isAfter(Instant.now()));
    }

    /** With one node it comes back; of two the other one is to go on alone. */
    private void goOn() {
        cluster.ensure(1);
        if (cell.point().equals("F19")) {
            letDaysPass();
        }
        invariants.holdAllAlong();
    }

    /** Whatever fails has failed for longer than a sync is tried again, and is due. */
    private void letDaysPass() {
        cluster.server.execute("""
                update sync set failing_since = failing_since - interval '73 hours'
                 where failing_since > now() - interval '70 hours' and lease_until is null""");
        cluster.server.execute("update circuit set open_until = now()");
        cluster.server.execute("update instance set open_until = now() where open_until is not null");
        cluster.server.execute(
                "update sync set next_run_at = now() where next_run_at > now() and state <> 'ready' and lease_until is null");
    }

    private String awaitSegment(TestingTenant tenant) {
        for (JsonNode shown : read(heap.ask(
                        tenant, "GET", "/api/v1/segments?name=Segment%20" + segment, "", 200, this::goOn))
                .path("items")) {
            if (shown.path("heapId").asText().equals(segment)) {
                return shown.path("id").asText();
            }
        }
        throw new AssertionError("Segment " + segment + " is not shown to " + tenant.slug());
    }

    /** The one run of the tenant that goes on. */
    String openRun(TestingTenant tenant) {
        return read(heap.ask(tenant, "GET", "/api/v1/runs?state=running", "", 200, this::goOn))
                .at("/items/0/id")
                .asText();
    }

    private String connection(TestingTenant tenant) {
        JsonNode found = read(heap.ask(tenant, "GET", "/api/v1/connections", "", 200, this::goOn))
                .path("items");
        if (!found.isEmpty()) {
            return found.at("/0/id").asText();
        }
        return read(heap.ask(
                        tenant,
                        "POST",
                        "/api/v1/connections",
                        """
                {"name":"Production","region":"us","clientSideId":"%s","accessToken":"%s"}""".formatted(tenant.environment(), tenant.accessToken()),
                        201,
                        this::goOn))
                .path("id")
                .asText();
    }

    static String items(List<String> keys) {
        return keys.stream().map(key -> "{\"id\":\"" + key + "\"}").collect(Collectors.joining(","));
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(json, e);
        }
    }
}
