package io.segue.bench.scenario;

import io.segue.bench.load.Population;
import io.segue.bench.subject.SinkClient.Taken;
import java.io.IOException;

/** What the product and the sink do from a moment on. */
final class Observation {

    private final Workbench bench;
    private final double cpuBefore;
    private final long start;

    Observation(Workbench bench) throws IOException, InterruptedException {
        this.bench = bench;
        bench.product.process().resetPeak();
        bench.sink.startCounting();
        this.cpuBefore = bench.product.process().cpuSeconds();
        this.start = System.nanoTime();
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    Taken taken() throws IOException, InterruptedException {
        return bench.sink.taken();
    }

    /** The row of what happened until now, after comparing the sink's set with the expected one. */
    Measured end(String scenario, String what, long members, double seconds, String environment, Population expected)
            throws IOException, InterruptedException {
        double cpu = bench.product.process().cpuSeconds() - cpuBefore;
        double peak = bench.product.process().peakMegabytes();
        Taken taken = taken();
        long wrong = bench.sink.wrongMembers(environment, expected);
        bench.report.compared(wrong);
        String refused = taken.refused() == 0 ? "" : taken.refused() + " calls refused: " + taken.refusal();
        return new Measured(
                scenario,
                what,
                members,
                seconds,
                taken.calls(),
                taken.bytes(),
                taken.members(),
                cpu,
                peak,
                wrong,
                refused);
    }
}
