package io.segue.bench.scenario;

import io.segue.bench.load.Population;
import io.segue.bench.subject.WriteOutcome;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/** S10: the values of 20 flags for everybody of the small segment, written to Heap; again; and after one of them was turned. */
final class FlagValues {

    private static final List<String> FLAGS =
            IntStream.range(0, 20).mapToObj(number -> "flag-" + number).toList();
    private static final String APP = "heap";

    private final Workbench bench;

    FlagValues(Workbench bench) {
        this.bench = bench;
    }

    void run() throws Exception {
        Population people = bench.options.small() > 0 ? bench.small : bench.large;
        Synced synced = bench.synced(people);
        bench.api.prepareFlags(synced.connection(), "sdk-" + synced.environment(), FLAGS);
        // What the sink keeps of an app is compared like a segment.
        measure(synced, "20 flags of everybody to Heap, for the first time", () -> {
            bench.api.writeFlags(synced.connection(), synced.segment(), people.segment());
            return bench.api.awaitFirstWrite(synced.connection());
        });
        measure(synced, "the same again", () -> bench.api.writeNow(synced.connection()));
        bench.sink.serveTheLastFlagTo(1);
        measure(synced, "one flag turned on for 1 %", () -> bench.api.writeNow(synced.connection()));
    }

    private void measure(Synced synced, String what, Callable<WriteOutcome> write) throws Exception {
        Observation observation = new Observation(bench);
        WriteOutcome outcome = write.call();
        if (!outcome.isSuccess()) {
            bench.report.unsuccessful(outcome.toString());
            bench.product.process().requireAlive();
        }
        bench.report.add(observation
                .end("S10", what, outcome.users(), outcome.millis() / 1e3, APP, synced.population())
                .andNote(String.format("%,d users had other values", outcome.changed())));
    }
}
