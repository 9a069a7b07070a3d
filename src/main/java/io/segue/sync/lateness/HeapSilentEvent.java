package io.segue.sync.lateness;

import java.time.Instant;
import java.util.Optional;

/**
 * Heap has sent nothing for longer than it should; fired once, after it is written down.
 *
 * @param segment empty when nothing comes for any segment
 */
public record HeapSilentEvent(long tenant, Optional<Long> segment, Instant lastHeardAt) {}
