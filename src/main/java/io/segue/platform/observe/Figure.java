package io.segue.platform.observe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** A gauge that keeps what it was last told. */
public class Figure {

    private volatile double value;

    /** @param unit such as "seconds"; empty for what is counted */
    public Figure(MeterRegistry registry, String name, String unit, String description) {
        Gauge.builder(name, () -> value)
                .baseUnit(unit.isEmpty() ? null : unit)
                .description(description)
                .register(registry);
    }

    public void show(double now) {
        value = now;
    }
}
