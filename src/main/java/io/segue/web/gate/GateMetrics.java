package io.segue.web.gate;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts the calls of webhooks that are turned away before their body is read. */
@Startup
@ApplicationScoped
class GateMetrics {

    private static final List<Integer> STATUSES = List.of(413, 415, 429);

    private final Map<Integer, Counter> counters;

    GateMetrics(MeterRegistry registry) {
        this.counters = STATUSES.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        status -> Counter.builder("segue.hooks.turned.away")
                                .description(
                                        "Calls of webhooks that were turned away unread, by the status they were answered")
                                .tag("status", Integer.toString(status))
                                .register(registry)));
    }

    void turnedAway(int status) {
        counters.get(status).increment();
    }
}
