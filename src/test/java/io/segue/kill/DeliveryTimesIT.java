package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import io.segue.kill.TestingCluster.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a page takes until LaunchDarkly has it, and how a node that is told to stop ends in the middle of its work. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DeliveryTimesIT {

    private static final int PAGES = 100;

    @TempDir
    Path folder;

    TestingCluster cluster;
    KillScenario scenario;

    @BeforeEach
    void start() {
        cluster = new TestingCluster(folder, Map.of("segue.sync.lease", "30s"));
        cluster.launchDarkly.slowDown(50);
        scenario = new KillScenario(cluster, new Cell("nothing", Nth.FIRST, 1));
        scenario.begin();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    /** From the moment before Heap's call to LaunchDarkly's answer. */
    @Test
    void aPageIsConfirmedWithinASecondNineteenTimesInTwenty() {
        List<Duration> times = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            int before = cluster.launchDarkly.answered();
            Instant begun = Instant.now();
            scenario.tell(TestingTenant.GLOBEX, page, IntStream.range(page * 20, page * 20 + 20), IntStream.empty());
            while (cluster.launchDarkly.answered() == before) {
                TestingHeapSide.pause(1);
            }
            times.add(Duration.between(begun, Instant.now()));
        }
        scenario.awaitRest();

        Collections.sort(times);
        System.out.printf(
                "From Heap's call to the confirmation: median %d ms, p95 %d ms, p99 %d ms%n",
                times.get(PAGES / 2).toMillis(),
                times.get(PAGES * 95 / 100 - 1).toMillis(),
                times.get(PAGES * 99 / 100 - 1).toMillis());
        assertThat(times.get(PAGES * 95 / 100 - 1)).isLessThan(Duration.ofSeconds(1));
        assertThat(times.get(PAGES * 99 / 100 - 1)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aNodeThatIsToldToStopLosesNothingAndLeavesNoLease() throws Exception {
        Node first = cluster.living().get(0);
        CompletableFuture<Integer> end = CompletableFuture.supplyAsync(
                () -> ended(first), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        for (int page = 1; page <= 40; page++) {
            scenario.send(TestingTenant.ACME, page, IntStream.range(page * 500, page * 500 + 500), IntStream.empty());
        }

        assertThat(end.get(40, TimeUnit.SECONDS)).isEqualTo(143);
        scenario.awaitRest();
        scenario.end();
    }

    private int ended(Node node) {
        try {
            Instant asked = Instant.now();
            node.process().terminate();
            int code = node.process().exitCode();
            long leases = cluster.server.count("select count(*) from sync where lease_until is not null");
            System.out.println("From SIGTERM to the end: "
                    + Duration.between(asked, Instant.now()).toMillis()
                    + " ms, leases left: "
                    + leases);
            assertThat(leases).as("nobody else is there to hold one").isZero();
            return code;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
