package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failpoint, at its first, second and last hit, with one node and with two: docs/reliability.md tells how long it takes. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class WholeKillMatrixIT {

    /** Those of key rotation and migration lie in {@link KeysAndMigrationsIT}. */
    private static final List<String> POINTS = Stream.concat(
                    IntStream.rangeClosed(1, 21).boxed(), Stream.of(24))
            .map(number -> "F" + number)
            .toList();

    @TempDir
    static Path folder;

    static TestingCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new TestingCluster(folder, Map.of());
    }

    @AfterEach
    void watchNothing() {
        cluster.failpoints.watchNothing();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** Some of them only, with -Dsegue.cells="F4 .*, 1 node". */
    static Stream<Cell> cells() {
        String chosen = System.getProperty("segue.cells", ".*");
        return Stream.of(1, 2)
                .flatMap(nodes -> POINTS.stream()
                        .flatMap(point -> Stream.of(Nth.values()).map(nth -> new Cell(point, nth, nodes))))
                .filter(cell -> cell.toString().matches(chosen));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    void losesNothingWhereverItIsKilled(Cell cell) {
        Instant begun = Instant.now();

        new KillScenario(cluster, cell).play(cluster::kill);

        System.out.printf(
                "%s: %d s%n", cell, Duration.between(begun, Instant.now()).toSeconds());
        assertThat(cluster.living()).isNotEmpty();
    }
}
