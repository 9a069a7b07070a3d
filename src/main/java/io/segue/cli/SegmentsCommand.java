package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists segments with their syncs. */
@Command(name = "segments", description = "Lists the segments with their syncs.")
class SegmentsCommand extends ServerCommand {

    @Option(names = "--name", paramLabel = "TEXT", description = "Only those whose name contains this.")
    String name = "";

    @Override
    public Integer call() {
        Api api = server.connect();
        List<JsonNode> segments = api.all("/api/v1/segments?name=" + Api.encoded(name));
        if (isJson) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            print(all.addAll(segments));
            return Exit.DONE;
        }
        Map<String, String> connections = new Found(api).connections();
        Table table = new Table("ID", "HEAP ID", "NAME", "MEMBERS", "TO", "MODE", "STATE", "LAST RUN");
        for (JsonNode segment : segments) {
            JsonNode syncs = segment.path("syncs");
            if (syncs.isEmpty()) {
                table.row(
                        segment.path("id").asText(),
                        segment.path("heapId").asText(),
                        segment.path("name").asText(),
                        Table.number(segment.path("members").asLong()),
                        "-",
                        "off",
                        "-",
                        "-");
            }
            for (JsonNode sync : syncs) {
                table.row(
                        segment.path("id").asText(),
                        segment.path("heapId").asText(),
                        segment.path("name").asText(),
                        Table.number(segment.path("members").asLong()),
                        connections.getOrDefault(sync.path("connectionId").asText(), "-"),
                        sync.path("mode").asText(),
                        sync.path("paused").asBoolean()
                                ? "paused"
                                : sync.path("state").asText(),
                        sync.at("/lastRun/state").asText("-"));
            }
        }
        table.print(out());
        return Exit.DONE;
    }
}
