package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Waits for a run to end. */
@Command(
        name = "wait",
        description = "Waits for a run to end. Ends with 1 when it did not succeed, with 5 when the limit came first.")
class WaitCommand extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "The id of a run, as sync prints it: run_…")
    String run = "";

    @Mixin
    TimeLimit limit = new TimeLimit();

    @Override
    public Integer call() {
        JsonNode ended = new WaitedRun(server.connect(), run).await(limit.timeout);
        show(ended);
        return WaitedRun.exit(ended);
    }
}
