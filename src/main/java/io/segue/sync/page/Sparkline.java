package io.segue.sync.page;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A size day by day, as a small line: as many days as there are values, the last one today. */
public record Sparkline(List<Long> values) {

    private static final double WIDTH = 88;
    private static final double HEIGHT = 22;
    private static final double EDGE = 2;

    public Sparkline {
        values = List.copyOf(values);
    }

    public long first() {
        return values.get(0);
    }

    public long last() {
        return values.get(values.size() - 1);
    }

    public int days() {
        return values.size();
    }

    /** A single day is no line. */
    public boolean isDrawn() {
        return values.size() > 1;
    }

    /** For an SVG polyline in a box of 92 by 26. */
    public String points() {
        long least = values.stream().mapToLong(Long::longValue).min().orElse(0);
        long most = values.stream().mapToLong(Long::longValue).max().orElse(0);
        double range = Math.max(1, most - least);
        return IntStream.range(0, values.size())
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "%.1f,%.1f",
                        EDGE + WIDTH * i / Math.max(1, values.size() - 1),
                        most == least ? EDGE + HEIGHT / 2 : EDGE + HEIGHT * (most - values.get(i)) / range))
                .collect(Collectors.joining(" "));
    }
}
