package io.segue.sync.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingSettings;
import io.segue.platform.Database;
import io.segue.platform.Fingerprints;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.observe.RunMetrics;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many calls of a run may be in flight: more while LaunchDarkly takes them, one after it did not. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class PaceTest {

    @Inject
    Database database;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Fingerprints fingerprints;

    @Inject
    RunMetrics metrics;

    @Inject
    Circuits circuits;

    @Inject
    Clock clock;

    Pace pace;

    @BeforeEach
    void begin() {
        pace = withWindow("4");
    }

    @Test
    void growsByOneWithEachBatchThatIsTakenUpToTheMost() {
        assertThat(window()).isEqualTo(1);

        for (int expected : new int[] {2, 3, 4, 4, 4}) {
            pace.taken();
            assertThat(window()).isEqualTo(expected);
        }
    }

    @Test
    void fallsBackToOneAndGrowsAnew() {
        IntStream.range(0, 5).forEach(taken -> pace.taken());

        pace.fallBack();

        assertThat(window()).isEqualTo(1);
        pace.taken();
        assertThat(window()).isEqualTo(2);
    }

    @Test
    void staysWhereItIsWhenLaunchDarklyOnlyAnswers() {
        pace.taken();

        pace.answered();

        assertThat(window()).isEqualTo(2);
    }

    @Test
    void neverExceedsWhatIsConfigured() {
        pace = withWindow("1");

        pace.taken();

        assertThat(window()).isEqualTo(1);
    }

    /** So many calls that one more may not begin. */
    private int window() {
        return IntStream.range(0, 10)
                .filter(inFlight -> !pace.begin(inFlight, 1))
                .findFirst()
                .orElseThrow();
    }

    private Pace withWindow(String calls) {
        return new Pace(
                new Claim(0, 0, 0, 0, 1),
                new Line("00", Optional.empty()),
                1,
                false,
                new OpenTurnstile(),
                circuits,
                TestingSettings.of(SyncConfig.class, Map.of("segue.sync.window", calls)),
                clock);
    }

    /** Lets everybody through, so that only the window counts. */
    private class OpenTurnstile extends Turnstile {

        OpenTurnstile() {
            super(database, target, fingerprints, metrics, clock);
        }

        @Override
        synchronized long enter(Line line, int wanted) {
            return 0;
        }
    }
}
