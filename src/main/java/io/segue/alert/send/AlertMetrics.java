package io.segue.alert.send;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.segue.alert.AlertKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Counts tries of this node's to deliver notices, by what they tell and how they went. */
@Startup
@ApplicationScoped
class AlertMetrics {

    private static final List<String> RESULTS = List.of("delivered", "failed", "given-up");

    private final MeterRegistry registry;

    AlertMetrics(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that the first one of a kind is seen as a rise from 0.
        Stream.concat(Stream.of(AlertKind.values()).map(AlertKind::word), Stream.of("run-ended", "test"))
                .forEach(kind -> RESULTS.forEach(result -> counter(kind, result)));
    }

    /** @param result delivered, failed (it is tried again) or given-up */
    void tried(String kind, String result) {
        counter(kind, result.toLowerCase(Locale.ROOT)).increment();
    }

    private Counter counter(String kind, String result) {
        return Counter.builder("segue.alert.notices")
                .description("Tries to deliver notices of alerts")
                .tag("kind", kind)
                .tag("result", result)
                .register(registry);
    }
}
