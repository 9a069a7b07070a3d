package io.segue.sync.pace;

import io.segue.connection.VendorFailure;
import io.segue.platform.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * What is to be done with a batch that LaunchDarkly did not take.
 *
 * @param rest before it is sent again
 */
public record RetryPlan(Next next, Duration rest) {

    private static final int CONFLICTS = 5;
    private static final int SHORTEST_CONFLICT_MILLIS = 50;
    private static final int LONGEST_CONFLICT_MILLIS = 500;

    /** Cut it down to the keys that are to blame, send it again, or end the run. */
    public enum Next {
        CUT,
        AGAIN,
        GIVE_UP
    }

    private static final RetryPlan CUT = new RetryPlan(Next.CUT, Duration.ZERO);
    private static final RetryPlan GIVE_UP = new RetryPlan(Next.GIVE_UP, Duration.ZERO);

    /**
     * @param tries of this batch before
     * @param mostTries within one run, when there is no answer
     * @param longestWait a run waits no longer for what LaunchDarkly told
     */
    public static RetryPlan of(
            VendorFailure why, int tries, int mostTries, Duration longestWait, Instant now, RandomGenerator random) {
        Duration ours = RetryPolicy.USUAL.wait(tries, random);
        Duration told =
                why.waitUntil().map(until -> Duration.between(now, until)).orElse(Duration.ZERO);
        boolean isTooLong = told.compareTo(longestWait) > 0;
        return switch (why.kind()) {
            case REJECTED -> CUT;
            case CREDENTIALS_REFUSED, NOT_FOUND -> GIVE_UP;
            case CONFLICT ->
                again(
                        tries + 1 < CONFLICTS,
                        Duration.ofMillis(random.nextInt(SHORTEST_CONFLICT_MILLIS, LONGEST_CONFLICT_MILLIS)));
            // Told or not, LaunchDarkly is there, and takes it in the end.
            case RATE_LIMITED -> again(!isTooLong, why.waitUntil().isPresent() ? told : ours);
            case UNAVAILABLE -> again(tries + 1 < mostTries && !isTooLong, told.compareTo(ours) > 0 ? told : ours);
        };
    }

    private static RetryPlan again(boolean is, Duration rest) {
        return is ? new RetryPlan(Next.AGAIN, rest) : GIVE_UP;
    }
}
