package io.segue.dashboard.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One copy of Segue.
 *
 * @param isHere whether it was heard from just now
 * @param isThis whether it made this page
 * @param runs that it carries out
 * @param clockAhead of the database's, negative when behind
 * @param schedulerAt when its scheduler was heard from last
 */
record Node(
        String host,
        String version,
        String java,
        Instant startedAt,
        Instant seenAt,
        boolean isHere,
        boolean isThis,
        long runs,
        Duration clockAhead,
        Optional<Instant> schedulerAt) {

    /** Leases bear more; Quartz asks for about so much (its documentation on clustering). */
    private static final Duration AGREEING = Duration.ofSeconds(1);

    public boolean isClockOff() {
        return clockAhead.abs().compareTo(AGREEING) > 0;
    }

    /** "0.2 s ahead", "3.0 s behind". */
    public String clock() {
        long millis = clockAhead.toMillis();
        if (Math.abs(millis) < 50) {
            return "agrees";
        }
        return String.format(Locale.ENGLISH, "%.1f s ", Math.abs(millis) / 1e3) + (millis > 0 ? "ahead" : "behind");
    }
}
