package io.segue.bench.scenario;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Several figures of the same thing. */
public record Spread(List<Double> values) {

    public Spread {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        values = List.copyOf(sorted);
    }

    public double median() {
        int size = values.size();
        if (size == 0) {
            return Double.NaN;
        }
        return size % 2 == 1 ? values.get(size / 2) : (values.get(size / 2 - 1) + values.get(size / 2)) / 2;
    }

    /** Median and range. */
    public String text(String unit) {
        return values.isEmpty()
                ? "none"
                : String.format(
                        "%.2f%s (%.2f to %.2f, n=%d)",
                        median(), unit, values.get(0), values.get(values.size() - 1), values.size());
    }
}
