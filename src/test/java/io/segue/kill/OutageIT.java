package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.Cell.Nth;
import io.segue.kill.TestingSink.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

/** LaunchDarkly answers everybody with 503 for ten minutes, while Heap goes on telling a hundred tenants' changes. */
@Tag("kill")
@Timeout(value = 25, unit = TimeUnit.MINUTES)
class OutageIT {

    private static final int TENANTS = 100;

    /** Few, so that the way back takes many seconds that could see more. */
    private static final int CALLS_PER_SECOND = 20;

    private static final Duration AWAY = Duration.ofMinutes(10);

    /** Waits that double from two seconds, each taken whole: so many have begun within ten minutes. */
    private static final int STEPS = 9;

    /** A call for each step, and a fifth more. */
    private static final int MOST_CALLS = STEPS * 12 / 10;

    private static final int MEMBERS = 1_000;

    @TempDir
    Path folder;

    TestingCluster cluster;
    KillScenario scenario;

    @BeforeEach
    void start() {
        List<TestingTenant> tenants =
                IntStream.range(0, TENANTS).mapToObj(TestingTenant::ofCrowd).toList();
        cluster = new TestingCluster(
                folder,
                tenants,
                Map.of(
                        "segue.launchdarkly.calls-per-second",
                        Integer.toString(CALLS_PER_SECOND),
                        "segue.sync.lease",
                        "30s",
                        "segue.sync.window",
                        "4",
                        "segue.sync.tries-of-batch",
                        "4"));
        scenario = new KillScenario(cluster, new Cell("nothing", Nth.FIRST, 2), Duration.ofMinutes(4));
        scenario.begin();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void isLookedForSeldomAndMetWithNoMoreThanTheRate() {
        Instant away = Instant.now();
        cluster.launchDarkly.fail(503, Integer.MAX_VALUE);
        for (int round = 1; round <= KillScenario.ROUNDS; round++) {
            tellEverybody(round);
            waitUntil(away.plus(AWAY.multipliedBy(round).dividedBy(KillScenario.ROUNDS)));
        }
        Instant back = Instant.now();
        List<Call> inVain = between(away, back);
        cluster.launchDarkly.fail(200, 0);
        long most = most(inVain);
        System.out.printf(
                "LaunchDarkly away for %d s: %d calls, at most %d of one tenant, %d in the last five minutes%n",
                Duration.between(away, back).toSeconds(),
                inVain.size(),
                most,
                between(back.minus(Duration.ofMinutes(5)), back).size());
        assertThat(inVain).as("calls in vain").isNotEmpty().hasSizeLessThanOrEqualTo(TENANTS * MOST_CALLS);
        assertThat(most).as("of one tenant").isLessThanOrEqualTo(MOST_CALLS);

        scenario.awaitRest();
        int busiest = busiestSecond(between(back, Instant.MAX));
        System.out.printf(
                "Back: %d calls, at most %d in a second, all delivered after %d s%n",
                between(back, Instant.MAX).size(),
                busiest,
                Duration.between(back, Instant.now()).toSeconds());
        assertThat(busiest).as("calls within a second").isLessThanOrEqualTo(CALLS_PER_SECOND);
        scenario.end();
    }

    private static long most(List<Call> calls) {
        return calls.stream().collect(Collectors.groupingBy(Call::environment, Collectors.counting())).values().stream()
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private void tellEverybody(int round) {
        for (TestingTenant tenant : cluster.tenants) {
            scenario.tell(
                    tenant, round, IntStream.range(round * MEMBERS, round * MEMBERS + MEMBERS), IntStream.empty());
        }
    }

    private static void waitUntil(Instant time) {
        while (Instant.now().isBefore(time)) {
            TestingHeapSide.pause();
        }
    }

    private List<Call> between(Instant from, Instant until) {
        return cluster.launchDarkly.calls().stream()
                .filter(call -> !call.at().isBefore(from) && call.at().isBefore(until))
                .toList();
    }

    /** Wherever the second begins. */
    private static int busiestSecond(List<Call> calls) {
        List<Instant> times = new ArrayList<>(calls.stream().map(Call::at).toList());
        times.sort(Comparator.naturalOrder());
        int most = 0;
        for (int first = 0, last = 0; last < times.size(); last++) {
            while (!times.get(last).isBefore(times.get(first).plusSeconds(1))) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
