package io.segue.bench.scenario;

import io.segue.bench.load.Acceptance;
import io.segue.bench.load.HeapTask;
import io.segue.bench.load.Population;
import io.segue.bench.subject.ReferenceReceiver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/** S7 (P4): pages taken in while earlier ones are applied and delivered, against the stand-in for Heap's receiver. */
final class Burst {

    private static final int MOST_PAGES = 1_000;

    private final Workbench bench;
    private final Population crowd;
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> quietRatios = new ArrayList<>();
    private final List<Double> slowest = new ArrayList<>();

    Burst(Workbench bench) {
        this.bench = bench;
        this.crowd = new Population(1_000_003, bench.options.seed());
    }

    void run() throws Exception {
        int members = Math.min(bench.options.members(), MOST_PAGES * Workbench.PAGE);
        bench.heap.send(crowd.enter(Workbench.PAGE, Workbench.PAGE));
        Synced synced = Synced.toNewEnvironment(bench, crowd);
        synced.turnOn();
        synced.run();
        Optional<ReferenceReceiver> reference = reference(false);
        Optional<ReferenceReceiver> quiet = reference(true);
        for (int i = 0; i < bench.options.repeat() + bench.options.warmUps(); i++) {
            boolean counts = i >= bench.options.warmUps();
            HeapTask task = crowd.enter(members, Workbench.PAGE);
            Acceptance ours = burst(synced, task, members, counts);
            compare(ours, reference, "as published", task, members, counts, ratios);
            compare(ours, quiet, "printing nothing", task, members, counts, quietRatios);
        }
        tell();
    }

    private Acceptance burst(Synced synced, HeapTask task, int members, boolean counts) throws Exception {
        AtomicBoolean accepting = new AtomicBoolean(true);
        ExecutorService delivering = Executors.newSingleThreadExecutor();
        try {
            Observation observation = new Observation(bench);
            Future<Long> runs = delivering.submit(() -> {
                long done = 0;
                for (; accepting.get(); done++) {
                    synced.run();
                }
                return done;
            });
            Acceptance acceptance = bench.heap.send(task);
            long sentMeanwhile = observation.taken().members();
            accepting.set(false);
            long done = runs.get();
            synced.run();
            double seconds = observation.seconds();
            Measured row = observation
                    .end("S7", "burst, all of it", members, seconds, synced.environment(), crowd)
                    .andNote(acceptance.summary())
                    .andNote(String.format("%,d members delivered meanwhile in %d runs", sentMeanwhile, done));
            if (counts) {
                bench.report.add(row);
                slowest.add(acceptance.percentile(0.99));
            }
            return acceptance;
        } finally {
            accepting.set(false);
            delivering.shutdownNow();
        }
    }

    private Optional<ReferenceReceiver> reference(boolean isQuiet) throws InterruptedException {
        Optional<ReferenceReceiver> started = ReferenceReceiver.start(Path.of("src/bench/node"), bench.folder, isQuiet);
        started.ifPresent(bench::keepTrack);
        return started;
    }

    private void compare(
            Acceptance ours,
            Optional<ReferenceReceiver> reference,
            String how,
            HeapTask task,
            int members,
            boolean counts,
            List<Double> into)
            throws InterruptedException {
        if (reference.isEmpty()) {
            return;
        }
        double cpu = reference.get().cpuSeconds();
        Acceptance theirs = reference.get().sender(Workbench.SENDERS).send(task);
        if (counts) {
            into.add(ours.pagesPerSecond() / theirs.pagesPerSecond());
            bench.report.add(new Measured(
                    "S7",
                    "stand-in for Heap's receiver, " + how,
                    members,
                    theirs.seconds(),
                    0,
                    0,
                    0,
                    reference.get().cpuSeconds() - cpu,
                    0,
                    -1,
                    theirs.summary()));
        }
    }

    private void tell() {
        Spread p99 = new Spread(slowest);
        bench.report.add(new Figure(
                "P4",
                "p99 of accepting while applying and delivering",
                p99.text(" ms"),
                "≤ 60 ms",
                p99.median() <= 60));
        if (ratios.isEmpty()) {
            bench.report.say("P4's ratio is ABSENT: install the packages of src/bench/node first");
            return;
        }
        Spread spread = new Spread(ratios);
        bench.report.add(new Figure(
                "P4",
                "pages/s ÷ the reference receiver's, which stores nothing",
                spread.text(" ×"),
                "≥ 0.74 ×",
                spread.median() >= 0.74));
        bench.report.say("Against the same receiver printing nothing: " + new Spread(quietRatios).text(" ×"));
    }
}
