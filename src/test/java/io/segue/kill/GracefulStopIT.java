package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import io.segue.kill.TestingCluster.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D9: a node that is told to stop in the middle of its work, with calls of all kinds coming and one to LaunchDarkly hanging. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class GracefulStopIT {

    private static final Duration MOST = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    TestingCluster cluster;
    KillScenario scenario;

    @BeforeEach
    void start() {
        cluster = new TestingCluster(folder, Map.of("segue.sync.lease", "30s", "quarkus.shutdown.delay", "5s"));
        cluster.launchDarkly.slowDown(50);
        scenario = new KillScenario(cluster, new Cell("nothing", Nth.FIRST, 1));
        scenario.begin();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void underLoadNoAnswerIsBrokenNothingIsLostAndNoLeaseIsLeft() throws Exception {
        Node node = cluster.living().get(0);
        cluster.launchDarkly.hang(TestingTenant.ACME.environment());
        int calls = cluster.launchDarkly.calls().size();
        scenario.tell(TestingTenant.ACME, 1, IntStream.range(0, 50), IntStream.empty());
        while (cluster.launchDarkly.calls().size() == calls) {
            TestingHeapSide.pause();
        }
        try (TestingLoad load = new TestingLoad(scenario, node)) {
            load.begin(TestingTenant.ACME, scenario.openRun(TestingTenant.ACME), TestingTenant.GLOBEX);
            while (load.answered() < 20) {
                TestingHeapSide.pause();
            }

            Instant told = Instant.now();
            node.process().terminate();
            int code = node.process().exitCode();
            Duration taken = Duration.between(told, Instant.now());
            load.await();

            System.out.printf(
                    "From SIGTERM to the end: %d ms; %d answers, %d of them to calls that came when it was not ready%n",
                    taken.toMillis(), load.answered(), load.answeredLate());
            assertThat(load.broken()).as("calls without their answers").isEmpty();
            assertThat(load.answeredLate()).isPositive();
            assertThat(code).isEqualTo(143);
            assertThat(taken).isLessThanOrEqualTo(MOST);
        }
        assertThat(cluster.server.count("select count(*) from sync where lease_until is not null"))
                .as("leases, with nobody there to hold one")
                .isZero();
        cluster.launchDarkly.hang("");
        scenario.awaitRest();
        scenario.end();
    }
}
