package io.segue.sync;

import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.Optional;

/**
 * The standing order for one segment and one connection.
 *
 * @param interval between runs, from a minute to 30 days
 * @param keyField the field that holds the LaunchDarkly key; empty leaves it as it is
 */
public record SyncOrder(long connection, Mode mode, Duration interval, boolean followHeap, Optional<String> keyField) {

    public static final Duration USUAL_INTERVAL = Duration.ofHours(4);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofDays(30);

    public SyncOrder {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw ProblemException.badRequest(
                    "Ordering a sync: expected an interval from one minute to 30 days, got " + interval + ".");
        }
        keyField = keyField.map(String::strip).filter(f -> !f.isEmpty());
        if (keyField.filter(f -> f.length() > 512).isPresent()) {
            throw ProblemException.badRequest("Ordering a sync: expected a key field of at most 512 characters.");
        }
    }
}
