package io.segue.connection;

import io.segue.platform.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a standing order does after a run that failed.
 *
 * @param state retrying (passes by itself), stopped (a person must act) or parked (failed for too long)
 * @param next when it looks again; empty when only a person can help
 */
public record Setback(String state, Optional<Instant> next) {

    /**
     * @param attempts failed runs before this one
     * @param failingFor since the first of them
     */
    public static Setback of(
            VendorFailure failure, int attempts, Duration failingFor, Instant now, RandomGenerator random) {
        boolean isParked = failingFor.compareTo(RetryPolicy.USUAL.budget()) > 0;
        return switch (failure.kind()) {
            case NOT_FOUND -> new Setback("stopped", Optional.empty());
            case CREDENTIALS_REFUSED, REJECTED -> new Setback("stopped", Optional.of(now.plus(RetryPolicy.PROBE)));
            case CONFLICT, RATE_LIMITED, UNAVAILABLE -> {
                Instant ours = now.plus(isParked ? RetryPolicy.PROBE : RetryPolicy.USUAL.wait(attempts + 1, random));
                Instant told = failure.waitUntil().orElse(ours);
                yield new Setback(isParked ? "parked" : "retrying", Optional.of(told.isAfter(ours) ? told : ours));
            }
        };
    }
}
