package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a page takes until LaunchDarkly has it. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class DeliveryTimesIT {

    private static final int PAGES = 100;

    /** Of a thousand members each. */
    private static final int QUEUED = 100;

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
        List<Duration> times = times(PAGES);
        scenario.awaitRest();

        System.out.println("From Heap's call to the confirmation: " + said(times));
        assertThat(share(times, 95)).isLessThan(Duration.ofSeconds(1));
        assertThat(share(times, 99)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aTenantWhoseCallsHangCostsTheOthersNothing() {
        cluster.launchDarkly.hang(TestingTenant.ACME.environment());
        for (int page = 1; page <= QUEUED; page++) {
            scenario.tell(
                    TestingTenant.ACME, page, IntStream.range(page * 1_000, page * 1_000 + 1_000), IntStream.empty());
        }

        List<Duration> times = times(40);

        System.out.println("Beside a tenant whose calls hang: " + said(times));
        assertThat(share(times, 95)).isLessThan(Duration.ofSeconds(2));
        cluster.launchDarkly.hang("");
        scenario.awaitRest();
    }

    private List<Duration> times(int pages) {
        List<Duration> times = new ArrayList<>();
        String environment = TestingTenant.GLOBEX.environment();
        for (int page = 1; page <= pages; page++) {
            int before = cluster.launchDarkly.answered(environment);
            Instant begun = Instant.now();
            scenario.tell(TestingTenant.GLOBEX, page, IntStream.range(page * 20, page * 20 + 20), IntStream.empty());
            while (cluster.launchDarkly.answered(environment) == before) {
                assertThat(begun.plusSeconds(60)).as("an answer by").isAfter(Instant.now());
                TestingHeapSide.pause(1);
            }
            times.add(Duration.between(begun, Instant.now()));
        }
        Collections.sort(times);
        return times;
    }

    private static Duration share(List<Duration> sorted, int percent) {
        return sorted.get(sorted.size() * percent / 100 - 1);
    }

    private static String said(List<Duration> sorted) {
        return "median %d ms, p95 %d ms, p99 %d ms"
                .formatted(
                        share(sorted, 50).toMillis(),
                        share(sorted, 95).toMillis(),
                        share(sorted, 99).toMillis());
    }
}
