package io.segue.bench.scenario;

import io.segue.bench.load.Acceptance;
import io.segue.bench.load.HeapTask;
import io.segue.bench.load.Population;
import io.segue.bench.subject.RunOutcome;

/** S1 (P3, P5, P6): everybody for the first time, from the first page posted to the last batch confirmed. */
final class FirstSync {

    private final Workbench bench;

    FirstSync(Workbench bench) {
        this.bench = bench;
    }

    Measured load(Population population, int members, String what) throws Exception {
        HeapTask task = population.enter(members, Workbench.PAGE);
        Observation observation = new Observation(bench);
        Acceptance acceptance = bench.heap.send(task);
        double accepted = observation.seconds();
        Synced synced = Synced.toNewEnvironment(bench, population);
        synced.turnOn();
        RunOutcome outcome = synced.run();
        double seconds = observation.seconds();
        bench.remember(synced);
        return bench.report.add(observation
                .end("S1", what, members, seconds, synced.environment(), population)
                .andNote(String.format(
                        "accepted in %.2f s (%s), the rest %.2f s", accepted, acceptance.summary(), seconds - accepted))
                .andNote(outcome.trouble()));
    }

    void run() throws Exception {
        int small = bench.options.small();
        Measured before = small > 0 ? load(bench.small, small, "first sync, small (also the warm-up)") : null;
        Measured row = load(bench.large, bench.options.members(), "first sync");
        if (row.members() == 1_000_000) {
            bench.report.add(Figure.atMost("P3", "end to end first sync of 1M, s", row.seconds(), 20, "%.1f"));
            bench.report.add(Figure.atMost("P6", "CPU of the server for it, s", row.cpuSeconds(), 12, "%.1f"));
        }
        bench.report.add(Figure.atMost(
                "P5", "peak RSS of the first sync, MB, heap " + bench.options.xmx(), row.peakMegabytes(), 384, "%.0f"));
        if (before != null) {
            bench.report.add(Figure.atMost(
                    "P5",
                    String.format("peak RSS of %,d ÷ of %,d", row.members(), before.members()),
                    row.peakMegabytes() / before.peakMegabytes(),
                    1.2,
                    "%.2f"));
        }
    }
}
