package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.TestingPackage;
import io.segue.kill.Cell.Nth;
import io.segue.platform.TestingMasterKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** F22 and F23: killed while everything sealed is sealed again, and between the migrations of an empty database. */
@Tag("kill")
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class KeysAndMigrationsIT {

    private static final String VALUE = "segue.master-key.value";
    private static final String PREVIOUS = "segue.master-key.previous";
    private static final String DONE = "Nothing is sealed under the master key before any more";

    /** At least so many values lie sealed: two webhook secrets, two access tokens. */
    private static final int SEALED = 4;

    @TempDir
    static Path folder;

    static TestingCluster cluster;
    static String key = TestingPackage.MASTER_KEY;
    static int rotations;
    static int databases;

    @BeforeAll
    static void start() {
        cluster = new TestingCluster(folder, Map.of());
        new KillScenario(cluster, new Cell("nothing", Nth.FIRST, 1)).begin();
    }

    @AfterEach
    void watchNothing() {
        cluster.failpoints.watchNothing();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    static Stream<Cell> rotations() {
        return cells("F22");
    }

    static Stream<Cell> migrations() {
        return cells("F23");
    }

    private static Stream<Cell> cells(String point) {
        return Stream.of(1, 2).flatMap(nodes -> Stream.of(Nth.values()).map(nth -> new Cell(point, nth, nodes)));
    }

    @ParameterizedTest
    @MethodSource("rotations")
    void everySecretOpensAfterARotationThatWasKilled(Cell cell) {
        String next = TestingMasterKeys.key(++rotations);
        int told = told();
        // Before: the job may be due as soon as somebody is there.
        cluster.failpoints.watch("F22", cell.nth() == Nth.LAST ? SEALED : cell.hit(), cluster::kill);
        restart(cell.nodes(), Map.of(VALUE, next, PREVIOUS, key));
        await(cell.toString()).atMost(Duration.ofSeconds(90)).until(cluster.failpoints::isDone);
        cluster.failpoints.watchNothing();
        cluster.ensure(1);
        await(cell.toString()).atMost(Duration.ofSeconds(150)).until(() -> told() > told);

        // It would not start without a key that is in use.
        restart(1, Map.of(VALUE, next));
        key = next;

        KillScenario afterwards = new KillScenario(cluster, new Cell("F5", Nth.LAST, 1));
        afterwards.play(pid -> {});
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void theSchemaIsWholeAfterAMigrationThatWasKilled(Cell cell) throws Exception {
        String database = "m" + databases++;
        cluster.server.execute("create database " + database + " owner segue_owner encoding 'UTF8'");
        Map<String, String> settings = Map.of(
                "quarkus.datasource.jdbc.url",
                cluster.server
                        .configuration()
                        .get("quarkus.datasource.jdbc.url")
                        .replaceAll("segue$", database),
                VALUE,
                key);
        AtomicBoolean isKilled = new AtomicBoolean();
        List<TestingPackage> begun = new ArrayList<>();
        cluster.failpoints.watch("F23", cell.nth() == Nth.LAST ? migrationsThereAre() : cell.hit(), pid -> {
            cluster.kill(pid);
            isKilled.set(true);
        });
        for (int node = 0; node < cell.nodes(); node++) {
            begun.add(cluster.begin(settings));
        }
        await(cell.toString()).atMost(Duration.ofSeconds(120)).untilTrue(isKilled);
        cluster.failpoints.watchNothing();

        try (TestingPackage again = cluster.begin(settings)) {
            assertThat(again.ports()).hasSize(2);
        }
        for (TestingPackage process : begun) {
            process.close();
        }
    }

    private static void restart(int nodes, Map<String, String> keys) {
        cluster.living().forEach(node -> cluster.kill(node.pid()));
        cluster.configure(keys);
        cluster.ensure(nodes);
    }

    private static int told() {
        return cluster.outputs().stream()
                .mapToInt(output -> output.split(DONE, -1).length - 1)
                .sum();
    }

    private static int migrationsThereAre() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            return (int) files.count();
        }
    }
}
