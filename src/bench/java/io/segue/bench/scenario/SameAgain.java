package io.segue.bench.scenario;

import io.segue.bench.load.Acceptance;
import io.segue.bench.load.HeapTask;
import io.segue.bench.subject.RunOutcome;

/** S4 (P7): everybody again as a new task; nothing must be sent, and next to nothing written. */
final class SameAgain {

    private static final String TABLE = "segue.segment_member";

    private final Workbench bench;

    SameAgain(Workbench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        Synced synced = bench.synced(bench.large);
        HeapTask task = bench.large.everybody(Workbench.PAGE);
        long before = bench.bytesOf(TABLE);
        Observation observation = new Observation(bench);
        Acceptance acceptance = bench.heap.send(task);
        RunOutcome outcome = synced.run();
        double seconds = observation.seconds();
        double growth = 100.0 * (bench.bytesOf(TABLE) - before) / before;
        Measured row = bench.report.add(observation
                .end("S4", "the same again", bench.large.size(), seconds, synced.environment(), bench.large)
                .andNote(acceptance.summary())
                .andNote(before < 0 ? "growth absent" : String.format("%s grew by %.2f %%", TABLE, growth))
                .andNote(outcome.trouble()));
        bench.report.add(Figure.atMost("P7", "the same again: calls", row.calls(), 0, "%.0f"));
        if (row.members() == 1_000_000) {
            bench.report.add(Figure.atMost("P7", "the same million again, s", seconds, 8, "%.1f"));
        }
        if (before > 0) {
            bench.report.add(Figure.atMost("P7", "growth of the members' table, %", growth, 1, "%.2f"));
        }
    }
}
