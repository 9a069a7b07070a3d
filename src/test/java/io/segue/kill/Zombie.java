package io.segue.kill;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * A node stands still with a call in its hands, for longer than its lease; the other one takes over. What the call adds
 * has left again when the node wakes up and makes it.
 */
final class Zombie {

    private static final Cell AT_THE_CALL = new Cell("CALL", Cell.Nth.FIRST, 2);

    private final TestingCluster cluster;
    private final KillScenario scenario;

    Zombie(TestingCluster cluster) {
        this(cluster, KillScenario.PATIENCE);
    }

    Zombie(TestingCluster cluster, Duration patience) {
        this.cluster = cluster;
        this.scenario = new KillScenario(cluster, AT_THE_CALL, patience);
    }

    void play() {
        scenario.begin();
        cluster.failpoints.watch("CALL", 1, cluster::pause);
        scenario.send(TestingTenant.GLOBEX, 1, IntStream.range(0, 20), IntStream.empty());
        scenario.awaitRest();
        scenario.send(TestingTenant.GLOBEX, 2, IntStream.empty(), IntStream.range(0, 20));
        scenario.awaitRest();
        int calls = cluster.launchDarkly.calls().size();
        cluster.resume();
        while (cluster.launchDarkly.calls().size() == calls) {
            TestingHeapSide.pause();
        }
        scenario.awaitRest();
        scenario.end();
    }
}
