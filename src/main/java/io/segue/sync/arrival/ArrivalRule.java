package io.segue.sync.arrival;

import io.segue.sync.Mode;
import io.segue.sync.OrderWords;
import io.segue.sync.SyncOrder;
import io.segue.web.ProblemException;
import java.time.Duration;
import java.util.Optional;

/** How segments are turned on that Heap sends for the first time: where to, by which key, how often. */
public record ArrivalRule(long connection, String keyField, Duration interval, boolean followHeap) {

    public ArrivalRule {
        keyField = keyField.strip();
        if (keyField.isEmpty()) {
            throw ProblemException.badRequest("Turning new segments on by default: expected the field that holds the"
                    + " LaunchDarkly key, got none. Nobody looks at the samples of a new segment: name it here.");
        }
        // Refuses what an order refuses.
        interval = new SyncOrder(connection, Mode.RECURRING, interval, followHeap, Optional.of(keyField)).interval();
    }

    /** Such as "recurring every 4 hours, following Heap, keyed by id". */
    String words() {
        return OrderWords.of(Mode.RECURRING, interval, followHeap, keyField);
    }
}
