package io.segue.sync.lateness;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A time in which Heap said nothing though it should have.
 *
 * @param segmentId the segment's opaque id; empty when nothing came for any segment
 * @param segment its name
 */
public record Silence(
        Optional<String> segmentId, Optional<String> segment, Instant lastHeardAt, Optional<Instant> endedAt) {

    public boolean isOver() {
        return endedAt.isPresent();
    }

    /** Such as "7 hours" or "3 days". */
    public static String words(Duration length) {
        long hours = length.toHours();
        if (hours >= 48) {
            return length.toDays() + " days";
        }
        long minutes = length.toMinutes();
        return hours > 0 ? hours + (hours == 1 ? " hour" : " hours") : minutes + " minutes";
    }

    public String length(Instant now) {
        return words(Duration.between(lastHeardAt, endedAt.orElse(now)));
    }
}
