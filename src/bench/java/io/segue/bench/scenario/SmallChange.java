package io.segue.bench.scenario;

import io.segue.bench.load.HeapTask;
import io.segue.bench.subject.RunOutcome;
import java.util.ArrayList;
import java.util.List;

/** S5 (P8): one of a hundred enters and one leaves; and the same number of people in a small and in a large segment. */
final class SmallChange {

    private final Workbench bench;

    SmallChange(Workbench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        int part = bench.options.members() / 100;
        Measured row = bench.report.add(change(bench.synced(bench.large), part, "1 % in, 1 % out"));
        bench.report.add(
                Figure.atMost("P8", "1 % in and out: calls", row.calls(), Math.ceil(2 * part / 1000.0) + 1, "%.0f"));
        bench.report.add(Figure.atMost("P8", "1 % in and out: members sent", row.sent(), 2 * part, "%.0f"));
        if (bench.options.small() > 0) {
            compareSizes();
        }
    }

    private void compareSizes() throws Exception {
        int part = Math.max(1, bench.options.small() / 100);
        List<Double> ratios = new ArrayList<>();
        int pairs = Math.max(5, bench.options.repeat());
        for (int i = 0; i <= pairs; i++) {
            Measured little = change(bench.synced(bench.small), part, "the same change in the small segment");
            Measured much = change(bench.synced(bench.large), part, "the same change in the large segment");
            if (i > 0) {
                ratios.add(much.seconds() / little.seconds());
            }
            if (i == pairs) {
                bench.report.add(little);
                bench.report.add(much);
            } else if (little.wrong() + much.wrong() > 0) {
                throw new IllegalStateException("Wrong members after a small change: " + little + " " + much);
            }
        }
        Spread spread = new Spread(ratios);
        bench.report.add(new Figure(
                "P8",
                String.format(
                        "time of %,d changes in %,d ÷ in %,d",
                        2 * part, bench.options.members(), bench.options.small()),
                spread.text(" ×"),
                "≤ 1.5",
                spread.median() <= 1.5));
    }

    private Measured change(Synced synced, int part, String what) throws Exception {
        HeapTask task = synced.population().change(part, part, Workbench.PAGE);
        Observation observation = new Observation(bench);
        bench.heap.send(task);
        double accepted = observation.seconds();
        RunOutcome outcome = synced.run();
        return observation
                .end("S5", what, 2L * part, observation.seconds(), synced.environment(), synced.population())
                .andNote(String.format("accepted after %.3f s", accepted))
                .andNote(outcome.trouble());
    }
}
