package io.segue.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a command: says which there are. */
@Command(
        name = "segue",
        description = "Looks after one tenant of a running Segue, through its REST API.",
        subcommands = {
            StatusCommand.class,
            SegmentsCommand.class,
            SyncCommand.class,
            WaitCommand.class,
            ExportCommand.class,
            PlanCommand.class,
            ApplyCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a run did not succeed, or a sync is failing",
            "2:the command line, or a file that it names, is wrong",
            "3:Segue was not reached",
            "4:Segue refused, or could not do all of it",
            "5:the time limit came first",
            "6:plan --check: there is something to do",
            "70:something went wrong in this program"
        },
        footerHeading = "%nServer and token:%n",
        footer = {
            "  SEGUE_URL    the address of Segue, such as https://segue.example.com",
            "  SEGUE_TOKEN  an API token of the tenant"
        })
class SegueCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return Exit.USAGE;
    }
}
