package io.segue.kill;

import io.segue.TestingPackage;
import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Processes of the packaged jar with the agent, on one durable PostgreSQL, with everything they speak to outside of them. */
final class TestingCluster implements AutoCloseable {

    /** Short, so that a lost node's work goes on soon: what must hold does not depend on it. */
    static final String LEASE = "5s";

    final List<TestingTenant> tenants;
    final TestingServer server;
    final TestingSwitch failpoints = new TestingSwitch();
    final TestingSink launchDarkly = new TestingSink(failpoints);
    private final LightOidcServer oidc = LightOidcServer.start(Account.SANDBOX);
    private final TestingAgent agent;
    private final Path folder;
    private volatile Map<String, String> more;
    private volatile Instant listeningSince = Instant.now();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final List<Node> paused = new CopyOnWriteArrayList<>();
    private final Map<Long, TestingPackage> processes = new ConcurrentHashMap<>();
    private final Set<Long> killed = ConcurrentHashMap.newKeySet();
    private final List<Path> outputs = new ArrayList<>();

    TestingCluster(Path folder, Map<String, String> more) {
        this(folder, List.of(TestingTenant.ACME, TestingTenant.GLOBEX), more);
    }

    TestingCluster(Path folder, List<TestingTenant> tenants, Map<String, String> more) {
        this.tenants = tenants;
        this.folder = folder;
        this.more = more;
        this.server = new TestingServer(folder.resolve("postgresql"));
        this.agent = TestingAgent.make(folder);
    }

    /** A process that listens. */
    record Node(TestingPackage process, int port, int management) {

        long pid() {
            return process.pid();
        }
    }

    /** Those that were not killed. */
    List<Node> living() {
        return List.copyOf(nodes);
    }

    /** Whoever was asked first is asked last from now on. */
    synchronized void takeTurns() {
        nodes.add(nodes.remove(0));
    }

    private Node node(long pid) {
        return nodes.stream().filter(node -> node.pid() == pid).findFirst().orElseThrow();
    }

    /** Whether somebody has been there for so long. */
    boolean listensFor(Duration time) {
        return !nodes.isEmpty() && listeningSince.plus(time).isBefore(Instant.now());
    }

    /** So many are living afterwards. */
    synchronized void ensure(int count) {
        nodes.removeIf(node ->
                !ProcessHandle.of(node.pid()).map(ProcessHandle::isAlive).orElse(false));
        while (nodes.size() + (count > 1 ? paused.size() : 0) < count) {
            start().ifPresent(nodes::add);
            listeningSince = Instant.now();
        }
    }

    /** Empty when it was killed before it listened. */
    private Optional<Node> start() {
        TestingPackage process = begin(Map.of());
        try {
            List<Integer> ports = process.ports();
            return Optional.of(new Node(process, ports.get(0), ports.get(1)));
        } catch (AssertionError e) {
            if (killed.contains(process.pid())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Does not wait until it listens: it may never. */
    synchronized TestingPackage begin(Map<String, String> settings) {
        Path at = folder.resolve("node-" + outputs.size());
        outputs.add(at.resolve("output.txt"));
        List<String> command = new ArrayList<>(
                List.of(TestingPackage.java(), "-Xmx320m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(agent.arguments(failpoints.port()));
        command.addAll(List.of("-jar", System.getProperty("segue.jar")));
        configure(at, settings);
        TestingPackage begun = TestingPackage.start(command, at, TestingPackage.environment(oidc.configuration()));
        processes.put(begun.pid(), begun);
        return begun;
    }

    void kill(long pid) {
        killed.add(pid);
        nodes.removeIf(node -> node.pid() == pid);
        try {
            processes.get(pid).kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** It stands still, and counts as lost. */
    void pause(long pid) {
        Node node = node(pid);
        signal("STOP", pid);
        nodes.remove(node);
        paused.add(node);
    }

    /** It wakes up and knows of nothing. */
    void resume() {
        paused.forEach(node -> signal("CONT", node.pid()));
        nodes.addAll(paused);
        paused.clear();
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What every process said until now. */
    List<String> outputs() {
        List<String> all = new ArrayList<>();
        for (Path output : outputs) {
            try {
                all.add(Files.exists(output) ? Files.readString(output) : "");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    /** Those that are started from now on. */
    void configure(Map<String, String> settings) {
        more = settings;
    }

    private void configure(Path at, Map<String, String> special) {
        Map<String, String> all = new HashMap<>(server.configuration());
        all.putAll(Map.of(
                "quarkus.http.port", "0",
                "quarkus.management.port", "0",
                "segue.master-key.value", TestingPackage.MASTER_KEY,
                "segue.launchdarkly.url", launchDarkly.url(),
                "segue.launchdarkly.client-sdk-url", launchDarkly.url(),
                "segue.sync.lease", LEASE,
                "segue.sync.window", "1",
                "segue.sync.tries-of-batch", "1",
                // Looks at segments are no part of this LaunchDarkly.
                "segue.watch.at-once", "0"));
        tenants.forEach(tenant -> all.putAll(tenant.settings()));
        all.putAll(more);
        all.putAll(special);
        TestingPackage.configured(at, all);
    }

    @Override
    public void close() {
        resume();
        living().forEach(node -> kill(node.pid()));
        failpoints.close();
        launchDarkly.close();
        oidc.close();
        server.close();
    }
}
