package io.segue.heap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Counts the webhook's calls by what became of them, and how long that took. */
@Startup
@ApplicationScoped
class HookMetrics {

    private final Map<HookVerdict, Counter> counters = new EnumMap<>(HookVerdict.class);
    private final Timer answers;

    HookMetrics(MeterRegistry registry) {
        for (HookVerdict verdict : HookVerdict.values()) {
            counters.put(
                    verdict,
                    Counter.builder("segue.deliveries")
                            .description("Calls of the webhook, by what became of them")
                            .tag("verdict", verdict.word())
                            .register(registry));
        }
        this.answers = Timer.builder("segue.receive")
                .description("From a page's last byte to its answer")
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(150),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(registry);
    }

    void answered(HookVerdict verdict, long nanos) {
        answers.record(Duration.ofNanos(nanos));
        counters.get(verdict).increment();
    }
}
