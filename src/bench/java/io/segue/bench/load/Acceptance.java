package io.segue.bench.load;

import java.util.Arrays;

/** How a task was taken in: each page's time from its first byte out to its answer, refusals tried again counted. */
public record Acceptance(double seconds, long[] nanos, long pushedBack) {

    public Acceptance {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    public double pagesPerSecond() {
        return nanos.length / seconds;
    }

    /** Milliseconds that the given part of the pages stayed within. */
    public double percentile(double part) {
        return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, part * nanos.length)] / 1e6;
    }

    public String summary() {
        return String.format(
                "%.0f pages/s, p50 %.1f ms, p99 %.1f ms%s",
                pagesPerSecond(),
                percentile(0.5),
                percentile(0.99),
                pushedBack == 0 ? "" : ", pushed back " + pushedBack);
    }
}
