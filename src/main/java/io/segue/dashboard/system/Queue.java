package io.segue.dashboard.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What waits, over all tenants, and how long what came lately has waited.
 *
 * @param deliveries that are stored and not applied
 * @param applied deliveries that came and were applied within the last minutes
 * @param half of them took at most so long from Heap's call on
 * @param most of them, 95 of 100, took at most so long
 * @param due syncs whose time has come and that no node has claimed
 * @param running runs that a node holds
 * @param limited connections whose token LaunchDarkly has limited for now
 */
record Queue(
        long deliveries,
        Optional<Instant> oldestDelivery,
        long applied,
        Optional<Duration> half,
        Optional<Duration> most,
        long due,
        Optional<Instant> oldestDue,
        long running,
        long limited) {

    /** "120 ms", "3.4 s". */
    public static String words(Duration duration) {
        long millis = duration.toMillis();
        return millis < 1000 ? millis + " ms" : String.format(Locale.ENGLISH, "%,.1f s", millis / 1e3);
    }

    public String halfInWords() {
        return half.map(Queue::words).orElse("");
    }

    public String mostInWords() {
        return most.map(Queue::words).orElse("");
    }
}
