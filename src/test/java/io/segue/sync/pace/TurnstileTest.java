package io.segue.sync.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.VendorLimit;
import io.segue.connection.VendorLimit.Shared;
import io.segue.platform.Database;
import io.segue.platform.Fingerprints;
import io.segue.sync.Batch;
import io.segue.sync.Manners;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import io.segue.sync.observe.RunMetrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What all runs of all nodes keep to together. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class TurnstileTest {

    private static final long SECOND = 1_000_000_000L;

    @Inject
    Database database;

    @Inject
    Fingerprints fingerprints;

    @Inject
    RunMetrics metrics;

    @Inject
    Clock clock;

    /** A LaunchDarkly that nobody else calls. */
    private record Quiet(Manners manners) implements SegmentTarget {

        static Quiet with(int callsPerSecond, int mostInFlight) {
            return new Quiet(new Manners(UUID.randomUUID().toString(), callsPerSecond, mostInFlight));
        }

        @Override
        public CompletionStage<TargetAnswer> send(TargetSegment segment, Batch batch) {
            throw new UnsupportedOperationException("Nobody calls here");
        }
    }

    @Test
    void noSecondSeesMoreThanTheRateWhoeverCalls() throws Exception {
        Quiet target = Quiet.with(40, 1_000);
        long end = System.nanoTime() + 3 * SECOND;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<Long>>> callers = new ArrayList<>();
        for (int node = 0; node < 2; node++) {
            Turnstile turnstile = turnstile(target);
            for (int run = 0; run < 2; run++) {
                callers.add(threads.submit(() -> callUntil(turnstile, end)));
            }
        }
        List<Long> calls = new ArrayList<>();
        for (Future<List<Long>> caller : callers) {
            calls.addAll(caller.get());
        }
        threads.shutdown();
        calls.sort(null);

        // Each of the four may have been put aside once between being let through and looking at the clock.
        int most = 40 + 4;
        for (int i = 0; i < calls.size(); i++) {
            long from = calls.get(i);
            assertThat(calls.stream().filter(at -> at >= from && at < from + SECOND))
                    .hasSizeLessThanOrEqualTo(most);
        }
        assertThat(calls).hasSizeGreaterThan(60);
    }

    @Test
    void noMoreCallsAreInFlightThanANodeMayHave() {
        Turnstile turnstile = turnstile(Quiet.with(1_000, 3));
        Line line = line();
        for (int call = 0; call < 3; call++) {
            enter(turnstile, line);
        }
        LockSupport.parkNanos(SECOND / 20);
        assertThat(turnstile.enter(line, 1)).isPositive();

        turnstile.left(line, List.of());

        enter(turnstile, line);
    }

    @Test
    void allTokensOfAnAccountRestTogether() {
        Quiet target = Quiet.with(1_000, 10);
        Turnstile here = turnstile(target);
        Line one = new Line(random(), Optional.of(random()));
        Line sibling = new Line(random(), one.account());
        Instant until = clock.instant().plus(Duration.ofMinutes(5));

        here.told(one, List.of(new VendorLimit(Shared.ACCOUNT, until)));

        assertThat(here.enter(sibling, 1)).isGreaterThan(200_000);
        assertThat(turnstile(target).enter(sibling, 1)).isGreaterThan(200_000);
        enter(here, line());
    }

    @Test
    void oneTokenThatIsToldToWaitForOurAddressRestsAloneTwoMakeEverybodyRest() {
        Quiet target = Quiet.with(1_000, 10);
        Turnstile here = turnstile(target);
        Line one = line();
        List<VendorLimit> told =
                List.of(new VendorLimit(Shared.ADDRESS, clock.instant().plus(Duration.ofMinutes(5))));

        here.told(one, told);
        here.told(one, told);

        assertThat(here.enter(one, 1)).isGreaterThan(200_000);
        enter(here, line());

        here.told(line(), told);

        assertThat(turnstile(target).enter(line(), 1)).isGreaterThan(200_000);
    }

    @Test
    void aPauseLastsToTheMillisecond() {
        Turnstile turnstile = turnstile(Quiet.with(1_000, 10));
        Line line = line();
        Instant until = clock.instant().plusMillis(300);
        turnstile.told(line, List.of(new VendorLimit(Shared.TOKEN, until)));

        enter(turnstile, line);

        assertThat(clock.instant()).isAfterOrEqualTo(until);
    }

    private Turnstile turnstile(SegmentTarget target) {
        return new Turnstile(database, target, fingerprints, metrics, clock);
    }

    private static List<Long> callUntil(Turnstile turnstile, long end) {
        Line line = line();
        List<Long> calls = new ArrayList<>();
        while (System.nanoTime() < end) {
            if (turnstile.enter(line, 4) == 0) {
                calls.add(System.nanoTime());
                turnstile.left(line, List.of());
            } else {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return calls;
    }

    private static void enter(Turnstile turnstile, Line line) {
        long wait = turnstile.enter(line, 1);
        while (wait > 0) {
            LockSupport.parkNanos(Math.min(wait, 50) * 1_000_000);
            wait = turnstile.enter(line, 1);
        }
    }

    private static Line line() {
        return new Line(random(), Optional.empty());
    }

    private static String random() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
