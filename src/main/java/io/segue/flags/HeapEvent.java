package io.segue.flags;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One event for Heap.
 *
 * @param idempotencyKey Heap takes no second event with it
 */
public record HeapEvent(
        String name, String identity, Instant at, String idempotencyKey, Map<String, String> properties) {

    public HeapEvent {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
