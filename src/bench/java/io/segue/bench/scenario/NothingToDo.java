package io.segue.bench.scenario;

import io.segue.bench.subject.RunOutcome;
import java.util.ArrayList;
import java.util.List;

/** S6 (P9): runs that find nothing to do. */
final class NothingToDo {

    private static final int RUNS = 20;
    private static final int WARM_UPS = 5;

    private final Workbench bench;

    NothingToDo(Workbench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        Synced synced = bench.synced(bench.large);
        for (int i = 0; i < WARM_UPS; i++) {
            synced.run();
        }
        List<Double> wall = new ArrayList<>();
        List<Double> told = new ArrayList<>();
        Observation observation = new Observation(bench);
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            RunOutcome outcome = synced.run();
            wall.add((System.nanoTime() - start) / 1e6);
            outcome.millis().ifPresent(told::add);
        }
        Spread asked = new Spread(wall);
        Spread own = new Spread(told);
        double seconds = asked.median() / 1000;
        Measured row = bench.report.add(observation
                .end("S6", RUNS + " runs with nothing to do", 0, seconds, synced.environment(), bench.large)
                .andNote("from asking to the answer " + asked.text(" ms"))
                .andNote("by the product's clock " + own.text(" ms")));
        bench.report.add(Figure.atMost("P9", "nothing to do: calls", row.calls(), 0, "%.0f"));
        Spread judged = told.isEmpty() ? asked : own;
        bench.report.add(new Figure(
                "P9",
                "nothing to do, " + (told.isEmpty() ? "from asking to the answer" : "start to finish of the run"),
                judged.text(" ms"),
                "≤ 5 ms",
                judged.median() <= 5));
    }
}
