package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes with the usual lease of 30 seconds: one is killed, or stands still for 45. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class LostNodesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    static Path folder;

    static TestingCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new TestingCluster(folder, Map.of("segue.sync.lease", "30s"));
    }

    @AfterEach
    void watchNothing() {
        cluster.failpoints.watchNothing();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"F12", "F13", "F14", "F15"})
    void aNodeMayStandStillForLongerThanItsLease(String point) {
        KillScenario scenario = new KillScenario(cluster, new Cell(point, Nth.FIRST, 2), PATIENCE);

        AtomicReference<CompletableFuture<Void>> wakeUp = new AtomicReference<>();

        scenario.play(pid -> {
            cluster.pause(pid);
            wakeUp.set(CompletableFuture.runAsync(
                    cluster::resume, CompletableFuture.delayedExecutor(45, TimeUnit.SECONDS)));
        });

        // What it does then must not change anything either.
        wakeUp.get().join();
        scenario.awaitLastingRest();
        scenario.end();
    }

    @Test
    void aNodeThatStoodStillRepairsWhatItSendsTooLate() {
        new Zombie(cluster, PATIENCE).play();
    }

    /** Twenty to thirty seconds of the lease are left, and then the other node looks within five. */
    @Test
    void theOtherNodeTakesOverWithin45Seconds() {
        AtomicReference<Instant> killed = new AtomicReference<>();
        KillScenario scenario = new KillScenario(cluster, new Cell("F14", Nth.FIRST, 2), PATIENCE);
        scenario.begin();
        cluster.failpoints.watch("F14", 1, pid -> {
            cluster.kill(pid);
            killed.set(Instant.now());
        });
        scenario.send(TestingTenant.GLOBEX, 1, IntStream.range(0, 20), IntStream.empty());
        int calls = cluster.launchDarkly.calls().size();
        while (killed.get() == null || cluster.launchDarkly.calls().size() <= calls + 1) {
            TestingHeapSide.pause();
        }

        Duration takeover = Duration.between(killed.get(), Instant.now());

        System.out.println("Takeover after a kill: " + takeover.toMillis() + " ms");
        assertThat(takeover).isLessThan(Duration.ofSeconds(45));
        scenario.awaitRest();
        scenario.end();
    }
}
