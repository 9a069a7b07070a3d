package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import io.segue.kill.TestingCluster.Node;
import io.segue.kill.TestingSink.Call;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D6: after a 429 nobody calls before the time told, on whichever node, and whosever run it is, with the same token. */
@Tag("kill")
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class SharedTokenIT {

    private static final String TOKEN = "api-shared-canary-0000-0000-000000000001";

    /** Long enough that all of them would have called meanwhile. */
    private static final int REST_SECONDS = 12;

    private static final List<TestingTenant> TENANTS = IntStream.range(0, 6)
            .mapToObj(TestingTenant::ofCrowd)
            .map(tenant -> new TestingTenant(tenant.slug(), 0, tenant.environment(), TOKEN))
            .toList();

    @TempDir
    Path folder;

    TestingCluster cluster;
    KillScenario scenario;

    @BeforeEach
    void start() {
        cluster = new TestingCluster(folder, TENANTS, Map.of("segue.sync.lease", "30s"));
        scenario = new KillScenario(cluster, new Cell("nothing", Nth.FIRST, 2));
        scenario.begin();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void neitherNodeCallsBeforeTheTimeThatOneOfThemWasTold() {
        cluster.launchDarkly.tellToRest(REST_SECONDS);
        for (int round = 1; round <= 2; round++) {
            cluster.takeTurns();
            Instant begun = Instant.now();
            List<Node> nodes = cluster.living();
            TestingTenant told = TENANTS.get(round);
            cluster.launchDarkly.fail(429, 1);
            tell(told, round);
            awaitTold();
            cluster.failpoints.forgetCallers();
            cluster.failpoints.watch("F14", Integer.MAX_VALUE, pid -> {});
            for (TestingTenant tenant : TENANTS) {
                if (!tenant.equals(told)) {
                    cluster.takeTurns();
                    tell(tenant, round);
                }
            }
            scenario.awaitRest();

            List<Call> calls = since(begun);
            assertThat(calls.stream().filter(call -> call.status() == 429)).hasSize(1);
            assertThat(calls.stream().map(Call::environment).collect(Collectors.toSet()))
                    .as("who called")
                    .hasSameSizeAs(TENANTS);
            assertThat(cluster.launchDarkly.tooEarly())
                    .as("calls before the time told")
                    .isEmpty();
            assertThat(cluster.failpoints.callers())
                    .as("the processes that called afterwards")
                    .containsExactlyInAnyOrderElementsOf(
                            nodes.stream().map(Node::pid).toList());
        }
        cluster.failpoints.watchNothing();
        scenario.end();
    }

    private void tell(TestingTenant tenant, int round) {
        scenario.tell(tenant, round, IntStream.range(round * 20, round * 20 + 20), IntStream.empty());
    }

    /** Whoever comes from now on can know. */
    private void awaitTold() {
        while (cluster.server.count("select count(*) from pause where until > now()") == 0) {
            TestingHeapSide.pause();
        }
    }

    private List<Call> since(Instant begun) {
        return cluster.launchDarkly.calls().stream()
                .filter(call -> call.at().isAfter(begun))
                .toList();
    }
}
