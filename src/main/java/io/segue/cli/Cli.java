package io.segue.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Runs one command against a Segue that runs elsewhere. */
public final class Cli {

    /** With it anyone between here and the server could pretend to be the server. */
    private static final String NO_HOST_CHECK = "jdk.internal.httpclient.disableHostnameVerification";

    private Cli() {}

    /** Returns the exit code. */
    public static int run(String... arguments) {
        System.clearProperty(NO_HOST_CHECK);
        return line().setOut(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8), true))
                .setErr(new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true))
                .execute(arguments);
    }

    static CommandLine line() {
        return new CommandLine(new SegueCommand())
                .setExecutionExceptionHandler(Cli::explain)
                .setUsageHelpAutoWidth(true);
    }

    private static int explain(Exception e, CommandLine line, CommandLine.ParseResult parsed) {
        if (e instanceof CliException known) {
            line.getErr().println("segue: " + Table.plain(known.words()));
            return known.exit();
        }
        // Thrown on, it would end with 1 as a failed run does: the code at the top is not that of the commands below.
        line.getErr()
                .println("segue: something went wrong in this program. Please report it with the following lines.");
        e.printStackTrace(line.getErr());
        return Exit.OUR_FAULT;
    }
}
