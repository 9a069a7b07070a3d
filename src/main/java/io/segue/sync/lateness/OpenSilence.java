package io.segue.sync.lateness;

import java.time.Instant;
import java.util.Optional;

/**
 * A silence that was told of and goes on.
 *
 * @param segment empty for the silence of all segments
 * @param heardAt when Heap was last heard, as of now
 * @param isWatched whether anybody still waits for Heap there
 */
record OpenSilence(
        long tenant, long id, Optional<Long> segment, Instant lastHeardAt, Instant heardAt, boolean isWatched) {

    boolean isOver() {
        return heardAt.isAfter(lastHeardAt);
    }

    boolean goesOn() {
        return isWatched && !isOver();
    }
}
