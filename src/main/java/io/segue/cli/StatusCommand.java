package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import picocli.CommandLine.Command;

/** Tells whether everything is all right. */
@Command(
        name = "status",
        description = "Tells whether everything is all right, and what is not. Ends with 1 while a sync is failing.")
class StatusCommand extends ServerCommand {

    private int segments;
    private int on;
    private int paused;
    private final ArrayNode failing = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode silent = JsonNodeFactory.instance.arrayNode();

    @Override
    public Integer call() {
        Api api = server.connect();
        Map<String, String> connections = new Found(api).connections();
        for (JsonNode segment : api.all("/api/v1/segments")) {
            count(segment, connections);
        }
        if (isJson) {
            print(json());
        } else {
            print();
        }
        return failing.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private void count(JsonNode segment, Map<String, String> connections) {
        segments++;
        if (segment.hasNonNull("silentSince")) {
            silent.addObject()
                    .put("segment", segment.path("name").asText())
                    .put("since", segment.path("silentSince").asText());
        }
        for (JsonNode sync : segment.path("syncs")) {
            on += sync.path("mode").asText().equals("off") ? 0 : 1;
            paused += sync.path("paused").asBoolean() ? 1 : 0;
            if (sync.hasNonNull("failure")) {
                failing.addObject()
                        .put("segment", segment.path("name").asText())
                        .put(
                                "connection",
                                connections.getOrDefault(
                                        sync.path("connectionId").asText(), "-"))
                        .put("code", sync.at("/failure/code").asText())
                        .put("message", sync.at("/failure/message").asText());
            }
        }
    }

    private ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("segments", segments)
                .put("syncsOn", on)
                .put("paused", paused);
        json.set("failing", failing);
        json.set("silent", silent);
        return json;
    }

    private void print() {
        out().printf(
                        "%s, %s on, %d failing, %d paused, %d silent%n",
                        Table.counted(segments, "segment"),
                        Table.counted(on, "sync"),
                        failing.size(),
                        paused,
                        silent.size());
        if (!failing.isEmpty()) {
            Table table = new Table("FAILING", "TO", "CODE", "WHY");
            failing.forEach(sync -> table.row(
                    sync.path("segment").asText(),
                    sync.path("connection").asText(),
                    sync.path("code").asText(),
                    sync.path("message").asText()));
            out().println();
            table.print(out());
        }
        if (!silent.isEmpty()) {
            Table table = new Table("NOTHING FROM HEAP", "SINCE");
            silent.forEach(segment -> table.row(
                    segment.path("segment").asText(), segment.path("since").asText()));
            out().println();
            table.print(out());
        }
    }
}
