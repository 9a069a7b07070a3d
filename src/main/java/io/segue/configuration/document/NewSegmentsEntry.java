package io.segue.configuration.document;

import java.time.Duration;
import java.util.Optional;

/**
 * What becomes of segments that Heap sends for the first time.
 *
 * @param turnedOn empty: they stay off
 */
public record NewSegmentsEntry(Spot at, Optional<TurnedOn> turnedOn) {

    /**
     * How they are turned on; what is absent stays as it is, or is as usual where nothing was.
     *
     * @param connection by its name
     */
    public record TurnedOn(
            String connection, String keyField, Optional<Duration> interval, Optional<Boolean> followHeap) {}
}
