package io.segue.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** A gauge that keeps what it was last told. */
public class Figure {

    private volatile double value;

    /** @param unit such as "seconds"; empty for what is counted */
    public Figure(MeterRegistry registry, String name, String unit, String description) {
        register(registry, name, unit, description, () -> value);
    }

    /** A gauge that asks whenever it is read. */
    public static void register(
            MeterRegistry registry, String name, String unit, String description, Supplier<Number> asked) {
        // One process may start the application again, as dev mode does: the gauge of the former one would stay.
        registry.find(name).gauges().forEach(registry::remove);
        Gauge.builder(name, asked)
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry);
    }

    public void show(double now) {
        value = now;
    }
}
