package io.segue.configuration.plan;

import io.segue.sync.Mode;
import java.time.Duration;
import java.util.Optional;

/**
 * A sync as it is.
 *
 * @param isEmpty off, and LaunchDarkly holds nothing of it, or is to hold nothing
 * @param delivered what LaunchDarkly holds of it
 * @param waiting removals that wait for a person's decision
 */
public record PresentSync(
        long connection,
        long number,
        Mode mode,
        Duration interval,
        boolean followHeap,
        boolean isPaused,
        boolean isEmpty,
        long delivered,
        Optional<Waiting> waiting) {

    /**
     * Removals that are held.
     *
     * @param of what LaunchDarkly held when they began to wait
     */
    public record Waiting(long removals, long of) {}
}
