package io.segue.flags.change;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.segue.connection.Setback;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapTarget;
import io.segue.flags.change.WaitingEvents.Due;
import io.segue.flags.change.WaitingEvents.Waiting;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends what waits to Heap, in the order of the changes. An event that is sent twice is one event: it has an idempotency
 * key, so a crash, or a node that was away, does no harm.
 */
@ApplicationScoped
class ChangeSender {

    private static final int MOST_SUSPECTS = 10;

    private final WaitingEvents waiting;
    private final HeapTarget heap;
    private final ChangeConfig config;
    private final Stopping node;
    private final Clock clock;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "flag-changes");
        made.setDaemon(true);
        return made;
    });

    ChangeSender(WaitingEvents waiting, HeapTarget heap, ChangeConfig config, Stopping node, Clock clock) {
        this.waiting = waiting;
        this.heap = heap;
        this.config = config;
        this.node = node;
        this.clock = clock;
    }

    void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) ChangeDueEvent due) {
        kick();
    }

    @Scheduled(identity = "due-flag-changes", every = "10s", delayed = "4s")
    void lookForDue() {
        kick();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        synchronized (this) {
            thread.shutdown();
        }
        if (!node.awaitEnd(thread)) {
            Log.warn("Sending flag changes was cut short; they are sent again, and Heap takes each once");
        }
    }

    private synchronized void kick() {
        if (!node.isStopping()) {
            thread.execute(this::sendWhatIsDue);
        }
    }

    /** Visible for tests. */
    void sendWhatIsDue() {
        try {
            List<Due> claimed = waiting.claim(config.environments());
            while (!claimed.isEmpty()) {
                claimed.forEach(this::send);
                claimed = node.isStopping() ? List.of() : waiting.claim(config.environments());
            }
        } catch (RuntimeException e) {
            Log.warnf("Sending flag changes failed: %s. It is tried again within seconds.", e.getMessage());
        }
    }

    private void send(Due due) {
        List<Waiting> events = waiting.of(due, config.eventsOfCall());
        Optional<HeapPlace> place = waiting.placeOf(due);
        // What this node claimed and does not begin is due again at once, for another one.
        if (events.isEmpty() || node.isStopping()) {
            waiting.rest(due);
        } else if (place.isEmpty()) {
            fail(
                    due,
                    VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, "Heap’s app ID is not saved. An editor enters it."));
        } else {
            send(due, place.get(), events);
        }
    }

    private void send(Due due, HeapPlace place, List<Waiting> events) {
        Deque<List<Waiting>> parts = new ArrayDeque<>();
        Map<Waiting, String> refused = new LinkedHashMap<>();
        List<Waiting> taken = new ArrayList<>();
        Optional<VendorFailure> failure = Optional.empty();
        parts.add(events);
        while (!parts.isEmpty() && failure.isEmpty() && !node.isStopping()) {
            List<Waiting> part = parts.removeFirst();
            HeapAnswer answer = heap.track(
                            place, part.stream().map(Waiting::event).toList())
                    .toCompletableFuture()
                    .join();
            if (answer.isDone()) {
                taken.addAll(part);
            } else if (answer.failure().orElseThrow().kind() != Kind.REJECTED) {
                failure = answer.failure();
            } else if (part.size() > 1) {
                parts.addFirst(part.subList(part.size() / 2, part.size()));
                parts.addFirst(part.subList(0, part.size() / 2));
            } else {
                refused.put(part.get(0), answer.failure().orElseThrow().message());
                // When nothing at all is taken, the fault is not in the events.
                boolean isHopeless = taken.isEmpty() && refused.size() >= MOST_SUSPECTS;
                failure = isHopeless ? answer.failure() : Optional.empty();
            }
        }
        if (failure.isPresent()) {
            waiting.sent(due, taken, Map.of());
            fail(due, failure.get());
        } else if (!parts.isEmpty()) {
            waiting.sent(due, taken, Map.of());
            waiting.rest(due);
        } else {
            waiting.sent(due, taken, refused);
            waiting.succeed(due, events.size() < config.eventsOfCall() ? Duration.ZERO : config.pause());
        }
    }

    private void fail(Due due, VendorFailure failure) {
        Instant now = clock.instant();
        Setback setback = Setback.of(
                failure,
                due.attempts(),
                Duration.between(due.failingSince().orElse(now), now),
                now,
                ThreadLocalRandom.current());
        waiting.fail(due, failure, setback);
    }
}
