package io.segue.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingClock;
import io.segue.TestingSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each token may call so often within a minute; what is left is told with every answer. */
class RateLimitsTest {

    private final TestingClock clock = new TestingClock();
    private final RateLimits limits = limits("3");

    @Test
    void countsTwelveHundredCallsAMinuteUnlessToldOtherwise() {
        ApiLimitConfig config = TestingSettings.of(ApiLimitConfig.class, Map.of());

        assertThat(config.calls()).isEqualTo(1200);
        assertThat(config.within()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.callers()).isEqualTo(50_000);
    }

    @Test
    void grantsSoManyCallsAndTellsWhatIsLeft() {
        assertThat(take("a")).satisfies(one -> assertThat(one.isGranted()).isTrue());
        clock.tick(Duration.ofSeconds(20));
        Allowance second = take("a");

        assertThat(second.policy()).isEqualTo("\"token\";q=3;w=60");
        assertThat(second.state()).isEqualTo("\"token\";r=1;t=40");
    }

    @Test
    void refusesFurtherCallsUntilTheWindowIsOver() {
        take("a");
        take("a");
        assertThat(take("a").isGranted()).isTrue();
        assertThat(take("a")).satisfies(refused -> {
            assertThat(refused.isGranted()).isFalse();
            assertThat(refused.state()).isEqualTo("\"token\";r=0;t=60");
        });

        clock.tick(Duration.ofSeconds(60));
        assertThat(take("a").isGranted()).isTrue();
    }

    @Test
    void countsEachTokenForItself() {
        for (int i = 0; i < 4; i++) {
            take("a");
        }

        assertThat(take("b").isGranted()).isTrue();
    }

    @Test
    void countsNothingWhenNoLimitIsSet() {
        assertThat(limits("0").take("a")).isEmpty();
    }

    private Allowance take(String token) {
        return limits.take(token).orElseThrow();
    }

    private RateLimits limits(String calls) {
        return new RateLimits(TestingSettings.of(ApiLimitConfig.class, Map.of("segue.api.limit.calls", calls)), clock);
    }
}
