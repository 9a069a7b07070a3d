package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a run to end. */
@Command(
        name = "wait",
        description = "Waits for a run to end. Ends with 1 when it did not succeed, with 5 when the limit came first.")
class WaitCommand extends ServerCommand {

    @Parameters(paramLabel = "RUN", description = "The id of a run, as sync prints it: run_…")
    String run = "";

    @Option(
            names = "--timeout",
            paramLabel = "LIMIT",
            converter = TimeLimit.class,
            description = "How long to wait at most, such as 90s, 15m or 2h; 15m unless given.")
    Duration timeout = Duration.ofMinutes(15);

    @Override
    public Integer call() {
        JsonNode ended = new WaitedRun(server.connect(), run).await(timeout);
        if (isJson) {
            print(ended);
        } else {
            WaitedRun.print(ended, out());
        }
        return WaitedRun.exit(ended);
    }
}
