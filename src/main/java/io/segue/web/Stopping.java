package io.segue.web;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Whether this node is about to stop: an answer without end has to end then, and the browser asks another node. Work of
 * all kinds ends at the same time, beside the answers under way, and so has one deadline together, from the first word on.
 */
@ApplicationScoped
public class Stopping {

    /** A call to a vendor that is under way at the first word is over by then, and its answer written down. */
    private static final Duration LONGEST_END = Duration.ofSeconds(25);

    /** Threads that have nothing to do are gone by then, whoever was waited for before. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Duration longestEnd;
    private volatile boolean isStopping;
    private volatile long endsAtNanos;

    public Stopping() {
        this(LONGEST_END);
    }

    Stopping(Duration longestEnd) {
        this.longestEnd = longestEnd;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        begin();
    }

    /** Where nobody was told before, this is the first word of it: whoever waits for an end is told afterwards. */
    void begin(@Observes @Priority(1) ShutdownEvent event) {
        begin();
    }

    private synchronized void begin() {
        if (!isStopping) {
            endsAtNanos = System.nanoTime() + longestEnd.toNanos();
            isStopping = true;
        }
    }

    public boolean isStopping() {
        return isStopping;
    }

    /** Visible for tests. */
    long endsAtNanos() {
        return endsAtNanos;
    }

    /** Lets these threads take nothing new, and waits until they have ended what they have; false when that is cut short. */
    public boolean awaitEnd(ExecutorService threads) throws InterruptedException {
        threads.shutdown();
        long left = endsAtNanos - System.nanoTime();
        return threads.awaitTermination(Math.max(left, LEAST_NANOS), TimeUnit.NANOSECONDS);
    }
}
