package io.segue.bench.scenario;

import io.segue.bench.subject.Floor;
import io.segue.bench.subject.RunOutcome;
import java.util.ArrayList;
import java.util.List;

/** S2 and S3 (P1, P2, D11): an applied segment to one more environment, against the floor and against the latency. */
final class DeliverOnly {

    private static final int WINDOW = 4;

    /** So many batches a second leave a backlog, while an answer takes so many milliseconds. */
    private static final int BATCHES_OF_D11 = 200;

    private static final int LATENCY_OF_D11 = 10;

    private final Workbench bench;

    DeliverOnly(Workbench bench) {
        this.bench = bench;
    }

    void againstFloor() throws Exception {
        List<Double> ratios = new ArrayList<>();
        try (Floor floor = new Floor(bench.database.port(), bench.sink.port())) {
            floor.fill(bench.large);
            for (int i = 0; i < bench.options.repeat() + bench.options.warmUps(); i++) {
                Measured ours = deliver("S2", "deliver only, 0 ms");
                Measured bare = deliverBare(floor);
                if (i >= bench.options.warmUps()) {
                    bench.report.add(ours);
                    bench.report.add(bare);
                    ratios.add(ours.seconds() / bare.seconds());
                }
            }
        }
        Spread spread = new Spread(ratios);
        bench.report.add(
                new Figure("P1", "deliver only ÷ floor, 0 ms", spread.text(" ×"), "≤ 3.5 ×", spread.median() <= 3.5));
    }

    void againstLatency() throws Exception {
        int latency = bench.options.latency();
        List<Double> ratios = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        bench.sink.answerAfter(latency);
        try {
            for (int i = 0; i < bench.options.repeat(); i++) {
                Measured row = bench.report.add(deliver("S3", "deliver only, " + latency + " ms"));
                ratios.add(row.seconds() / (row.calls() * latency / 1000.0 / WINDOW));
                rates.add(row.calls() / row.seconds());
            }
        } finally {
            bench.sink.answerAfter(0);
        }
        Spread spread = new Spread(ratios);
        bench.report.add(new Figure(
                "P2",
                "deliver only at " + latency + " ms ÷ (calls × latency ÷ " + WINDOW + ")",
                spread.text(" ×"),
                "≤ 1.12 ×",
                spread.median() <= 1.12));
        if (latency <= LATENCY_OF_D11) {
            Spread drained = new Spread(rates);
            bench.report.add(new Figure(
                    "D11",
                    "batches a second at " + latency + " ms",
                    drained.text(" /s"),
                    "≥ " + BATCHES_OF_D11 + " /s",
                    drained.median() >= BATCHES_OF_D11));
        }
    }

    private Measured deliver(String scenario, String what) throws Exception {
        Synced synced = Synced.toNewEnvironment(bench, bench.large);
        Observation observation = new Observation(bench);
        synced.turnOn();
        RunOutcome outcome = synced.run();
        double seconds = observation.seconds();
        String window = "at most " + observation.taken().mostInFlight() + " in flight";
        Measured row = observation
                .end(scenario, what, bench.large.size(), seconds, synced.environment(), bench.large)
                .andNote(window)
                .andNote(outcome.millis()
                        .map(ms -> String.format("run itself %.2f s", ms / 1000))
                        .orElse(""))
                .andNote(outcome.trouble());
        synced.discard();
        return row;
    }

    private Measured deliverBare(Floor floor) throws Exception {
        String environment = bench.sink.newEnvironment();
        Observation observation = new Observation(bench);
        double cpu = ownCpuSeconds();
        double seconds = floor.deliver(environment, bench.large.segment());
        double own = ownCpuSeconds() - cpu;
        Measured idle = observation.end("S2", "floor", bench.large.size(), seconds, environment, bench.large);
        bench.sink.forget(environment);
        return new Measured(
                "S2",
                "floor, 0 ms",
                idle.members(),
                seconds,
                idle.calls(),
                idle.bytes(),
                idle.sent(),
                own,
                0,
                idle.wrong(),
                "CPU is the bench's own");
    }

    private static double ownCpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(time -> time.toMillis() / 1000.0)
                .orElse(0.0);
    }
}
