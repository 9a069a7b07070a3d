package io.segue.inbox.observe;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Counts what this node applies, and how long that takes. */
@Startup
@ApplicationScoped
class ApplyMetrics {

    private final Timer applications;
    private final Counter deliveries;
    private final Counter failures;

    ApplyMetrics(MeterRegistry registry) {
        this.applications = Timer.builder("segue.apply")
                .description("Applications of waiting deliveries to a segment, each of as many as fit")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1))
                .register(registry);
        this.deliveries = Counter.builder("segue.applied.deliveries")
                .description("Deliveries that were applied")
                .register(registry);
        this.failures = Counter.builder("segue.apply.failures")
                .description("Applications that failed on our side and are tried again")
                .register(registry);
    }

    /** @param nanos how long they took together */
    void applied(int count, long nanos) {
        applications.record(Duration.ofNanos(nanos));
        deliveries.increment(count);
    }

    void failed() {
        failures.increment();
    }
}
