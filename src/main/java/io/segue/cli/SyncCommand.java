package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a run now. */
@Command(name = "sync", description = "Starts a run of a segment now, and prints it. With --wait, ends as wait does.")
class SyncCommand extends ServerCommand {

    @Parameters(paramLabel = "SEGMENT", description = "The id of a segment, here or at Heap, or its whole name.")
    String segment = "";

    @Option(
            names = "--connection",
            paramLabel = "NAME",
            description = "Where to, when the segment goes to several connections.")
    @Nullable
    String connection;

    @Option(names = "--wait", description = "Wait until the run ends.")
    boolean isWaiting;

    @Mixin
    TimeLimit limit = new TimeLimit();

    @Override
    public Integer call() {
        Api api = server.connect();
        Found found = new Found(api);
        String id = found.segment(segment).path("id").asText();
        ObjectNode asked = JsonNodeFactory.instance.objectNode();
        if (connection != null) {
            asked.put("connectionId", found.connection(connection));
        }
        JsonNode run = api.post(
                        "/api/v1/segments/" + Api.encoded(id) + "/runs",
                        Api.JSON_TYPE,
                        asked.toString().getBytes(StandardCharsets.UTF_8),
                        Map.of())
                .json();
        if (isWaiting) {
            run = new WaitedRun(api, run.path("id").asText()).await(limit.timeout);
        }
        show(run);
        return isWaiting ? WaitedRun.exit(run) : Exit.DONE;
    }
}
