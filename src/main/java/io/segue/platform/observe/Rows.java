package io.segue.platform.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/** A gauge with one series for each value of one label, all of them replaced at once. */
public class Rows {

    private final MultiGauge gauge;
    private final String label;

    public Rows(MeterRegistry registry, String name, String label, String description) {
        this.gauge = MultiGauge.builder(name).description(description).register(registry);
        this.label = label;
    }

    /** What is not among them any more is no longer shown. */
    public void show(Map<String, ? extends Number> values) {
        gauge.register(
                values.entrySet().stream()
                        .map(value -> Row.of(Tags.of(label, value.getKey()), value.getValue()))
                        .toList(),
                true);
    }
}
