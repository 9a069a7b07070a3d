package io.segue.alert.send;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a notice that did not get through is tried again: pauses that grow, a little by chance so that not all come at once,
 * never before the target said, and not for ever.
 */
record RetryPauses(Duration giveUpAfter) {

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));

    /** A fifth more or less. */
    private static final double SPREAD = 0.2;

    /**
     * Empty when it is given up.
     *
     * @param tried how often, at least once
     * @param due when it was to be told
     * @param told what the target asked for
     */
    Optional<Instant> next(int tried, Instant due, Instant now, Optional<Instant> told, RandomGenerator random) {
        Duration pause = PAUSES.get(Math.min(tried, PAUSES.size()) - 1);
        long spread = Math.round(pause.toMillis() * SPREAD * (random.nextDouble() * 2 - 1));
        Instant ours = now.plus(pause).plusMillis(spread);
        Instant next = told.filter(ours::isBefore).orElse(ours);
        Instant end = due.plus(giveUpAfter);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        // The last try is at the end, unless the target asked to be left alone until later.
        if (next.isAfter(end)) {
            return told.filter(end::isBefore).isPresent() ? Optional.empty() : Optional.of(end);
        }
        return Optional.of(next);
    }
}
