package io.segue.sync.page;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A size over time, as a small line from a moment on until now.
 *
 * @param values from what it was before that moment to what it is now
 */
public record Sparkline(List<Long> values, Instant since) {

    private static final double WIDTH = 88;
    private static final double HEIGHT = 22;
    private static final double EDGE = 2;

    public Sparkline {
        values = List.copyOf(values);
    }

    /** Takes away, piece by piece, what was gained; the last piece is the latest. */
    static Sparkline backFrom(long now, long[] grown, Instant since) {
        Long[] sizes = new Long[grown.length + 1];
        long size = now;
        sizes[grown.length] = size;
        for (int piece = grown.length - 1; piece >= 0; piece--) {
            size -= grown[piece];
            sizes[piece] = Math.max(0, size);
        }
        return new Sparkline(List.of(sizes), since);
    }

    public long first() {
        return values.get(0);
    }

    public long last() {
        return values.get(values.size() - 1);
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
