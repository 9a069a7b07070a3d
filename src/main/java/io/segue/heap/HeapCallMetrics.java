package io.segue.heap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Counts calls that carry flag values or changes to Heap, by how it answered, and what it took and refused of them. */
@Startup
@ApplicationScoped
class HeapCallMetrics {

    private static final String VALUES = "values";
    private static final String CHANGES = "changes";

    private final MeterRegistry registry;

    HeapCallMetrics(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that the first one is seen as a rise from 0.
        for (String of : List.of(VALUES, CHANGES)) {
            timer(of, "200", "done");
            timer(of, "none", VendorFailure.of(Kind.UNAVAILABLE, 0, "").code());
            taken(of);
            refused(of);
        }
    }

    void users(List<HeapUser> users, HeapAnswer answer, long nanos) {
        answered(VALUES, users.size(), answer, nanos);
        if (answer.isDone()) {
            taken(VALUES)
                    .increment(users.stream()
                            .mapToInt(user -> user.properties().size())
                            .sum());
        }
    }

    void events(List<HeapEvent> events, HeapAnswer answer, long nanos) {
        answered(CHANGES, events.size(), answer, nanos);
        if (answer.isDone()) {
            taken(CHANGES).increment(events.size());
        }
    }

    /** What is refused together is halved and sent again: only who is refused alone is refused. */
    private void answered(String of, int size, HeapAnswer answer, long nanos) {
        String status = answer.status() == 0 ? "none" : Integer.toString(answer.status());
        timer(of, status, answer.failure().map(VendorFailure::code).orElse("done"))
                .record(Duration.ofNanos(nanos));
        if (size == 1
                && answer.failure()
                        .map(VendorFailure::kind)
                        .filter(Kind.REJECTED::equals)
                        .isPresent()) {
            refused(of).increment();
        }
    }

    private Counter taken(String of) {
        return Counter.builder("segue.heap.taken")
                .description("Flag values of users and changes of flags that Heap took")
                .tag("of", of)
                .register(registry);
    }

    private Counter refused(String of) {
        return Counter.builder("segue.heap.refused")
                .description("Users and changes of flags that Heap refused, each by itself")
                .tag("of", of)
                .register(registry);
    }

    private Timer timer(String of, String status, String outcome) {
        return Timer.builder("segue.heap.call")
                .description("Calls to Heap that carry flag values or changes, by how it answered")
                .tag("of", of)
                .tag("status", status)
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15))
                .register(registry);
    }
}
