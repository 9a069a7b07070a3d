package io.segue.flags.write;

import io.segue.flags.HeapPlace;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.List;

/**
 * What someone orders.
 *
 * @param segments whose members are written; those of every segment when there are none
 * @param isIdentity whether someone says that the ids of members are Heap's own identities
 */
public record WriteSettings(
        HeapPlace place, WriteMode mode, Duration interval, List<Long> segments, boolean isIdentity) {

    private static final Duration SHORTEST = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    public WriteSettings {
        segments = segments.stream().distinct().sorted().toList();
        if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
            throw ProblemException.badRequest("Setting the interval: expected 1 to " + LONGEST.toHours()
                    + " hours, got " + interval.toHours() + ".");
        }
    }
}
