package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has: a server, a way to print, and help. */
abstract class ServerCommand implements Callable<Integer> {

    @Mixin
    ServerOptions server = new ServerOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON instead of a table.")
    boolean isJson;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean isHelp;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void show(JsonNode run) {
        if (isJson) {
            print(run);
        } else {
            WaitedRun.print(run, out());
        }
    }

    void print(JsonNode json) {
        out().println(Api.pretty(json));
    }
}
