package io.segue.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final int DRAWS = 10_000;
    private static final long SEED = 20_261_124;

    private final RetryPolicy policy = RetryPolicy.USUAL;

    @Test
    void doublesTheBoundUpToTheCap() {
        assertThat(policy.bound(0)).isEqualTo(Duration.ofSeconds(2));
        for (int attempt = 1; attempt <= 8; attempt++) {
            assertThat(policy.bound(attempt))
                    .isEqualTo(policy.bound(attempt - 1).multipliedBy(2));
        }
        assertThat(policy.bound(8)).isEqualTo(Duration.ofSeconds(512));
        assertThat(policy.bound(9)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void staysAtTheCapHoweverOftenItIsTried() {
        for (int attempt = 9; attempt < 1_000; attempt++) {
            assertThat(policy.bound(attempt)).isEqualTo(Duration.ofMinutes(15));
        }
        assertThat(policy.bound(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void staysAtTheCapWithALongBase() {
        RetryPolicy slow = new RetryPolicy(Duration.ofDays(1), Duration.ofDays(2), Duration.ofDays(3));

        for (int attempt = 1; attempt < 100; attempt++) {
            assertThat(slow.bound(attempt)).isEqualTo(Duration.ofDays(2));
        }
    }

    @Test
    void triesForThreeDays() {
        assertThat(policy.budget()).isEqualTo(Duration.ofHours(72));
    }

    @Test
    void drawsBetweenNothingAndTheBoundEvenly() {
        for (int attempt : new int[] {0, 3, 9, 50}) {
            Random random = new Random(SEED);
            long bound = policy.bound(attempt).toMillis();
            long sum = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                long wait = policy.wait(attempt, random).toMillis();
                assertThat(wait).isBetween(0L, bound);
                sum += wait;
            }
            assertThat((double) sum / DRAWS)
                    .as("mean of attempt %d with seed %d", attempt, SEED)
                    .isCloseTo(bound / 2.0, within(bound / 2.0 * 0.02));
        }
    }

    @Test
    void drawsNothingAndTheBoundItself() {
        RetryPolicy small = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(1));
        Random random = new Random(SEED);

        assertThat(Stream.generate(() -> small.wait(0, random).toMillis()).limit(100))
                .contains(0L, 1L)
                .containsOnly(0L, 1L);
    }
}
