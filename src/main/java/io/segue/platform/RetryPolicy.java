package io.segue.platform;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Full jitter: a random wait between nothing and a bound that doubles, up to a cap. */
public record RetryPolicy(Duration base, Duration cap, Duration budget) {

    public static final RetryPolicy USUAL =
            new RetryPolicy(Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(72));

    /** How often what is stopped or parked looks whether it can go on. */
    public static final Duration PROBE = Duration.ofMinutes(15);

    /** The bound before the given try, counted from 0. */
    public Duration bound(int attempt) {
        long millis = base.toMillis() << Math.min(attempt, 30);
        return millis <= 0 || millis > cap.toMillis() ? cap : Duration.ofMillis(millis);
    }

    public Duration wait(int attempt, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(bound(attempt).toMillis() + 1));
    }
}
