package io.segue.sync.lateness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is to be told of one tenant. */
record LatenessPlan(List<Beginning> beginnings, List<OpenSilence> ends) {

    LatenessPlan {
        beginnings = List.copyOf(beginnings);
        ends = List.copyOf(ends);
    }

    /**
     * A silence that is new.
     *
     * @param segment empty for the silence of all segments
     */
    record Beginning(Optional<Long> segment, Instant lastHeardAt) {}
}
