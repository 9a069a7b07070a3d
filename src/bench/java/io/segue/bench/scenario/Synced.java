package io.segue.bench.scenario;

import io.segue.bench.load.Population;
import io.segue.bench.subject.RunOutcome;
import java.io.IOException;

/** A segment of the product with a sync to one environment of the sink. */
record Synced(Workbench bench, Population population, String environment, String segment, String connection) {

    /** Sets up a sync of a segment that the product knows already. */
    static Synced toNewEnvironment(Workbench bench, Population population) throws IOException, InterruptedException {
        String environment = bench.sink.newEnvironment();
        String connection = bench.api.connect(environment);
        String segment = bench.api.awaitSegment(population.segment());
        return new Synced(bench, population, environment, segment, connection);
    }

    void turnOn() throws IOException, InterruptedException {
        bench.api.sync(segment, connection, true);
    }

    /** The sync stays off and the sink forgets the environment: repetitions must not add up. */
    void discard() throws IOException, InterruptedException {
        bench.api.sync(segment, connection, false);
        bench.sink.forget(environment);
    }

    RunOutcome run() throws IOException, InterruptedException {
        RunOutcome outcome = bench.api.run(segment, connection);
        if (!outcome.isSuccess()) {
            bench.report.unsuccessful(outcome.toString());
            bench.product.process().requireAlive();
        }
        return outcome;
    }
}
