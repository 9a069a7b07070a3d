package io.segue.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the tenant's configuration as a document. */
@Command(name = "export", description = "Prints the configuration as YAML, without secrets; with --json as JSON.")
class ExportCommand extends ServerCommand {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write it to this file instead.")
    @Nullable
    Path output;

    @Override
    public Integer call() {
        String document = server.connect()
                .get("/api/v1/export", isJson ? Api.JSON_TYPE : Document.YAML, Duration.ofMinutes(2))
                .body()
                .stripTrailing();
        if (output == null) {
            out().println(document);
            return Exit.DONE;
        }
        try {
            Files.writeString(output, document + "\n", StandardCharsets.UTF_8);
            return Exit.DONE;
        } catch (IOException e) {
            throw CliException.usage("expected to write to " + output + ", which is not possible.");
        }
    }
}
