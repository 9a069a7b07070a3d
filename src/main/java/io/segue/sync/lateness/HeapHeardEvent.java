package io.segue.sync.lateness;

import java.time.Instant;
import java.util.Optional;

/**
 * Heap sends again after a silence that was told of; fired once, after it is written down.
 *
 * @param segment empty when nothing had come for any segment
 */
public record HeapHeardEvent(long tenant, Optional<Long> segment, Instant lastHeardAt, Instant heardAgainAt) {}
