package io.segue.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds by the names that people use. */
record Found(Api api) {

    /** By our id, Heap's id, or the whole name. */
    JsonNode segment(String asked) {
        if (asked.startsWith("seg_")) {
            return api.get("/api/v1/segments/" + Api.encoded(asked)).json();
        }
        List<JsonNode> segments = api.all("/api/v1/segments");
        List<JsonNode> same = segments.stream()
                .filter(segment -> segment.path("heapId").asText().equals(asked))
                .toList();
        if (same.isEmpty()) {
            same = segments.stream()
                    .filter(segment -> segment.path("name").asText().equals(asked))
                    .toList();
        }
        if (same.size() != 1) {
            throw CliException.usage("expected one segment with this id or name, found " + same.size()
                    + ". The command segments lists them.");
        }
        return same.get(0);
    }

    /** The id of a connection, by that or by its name. */
    String connection(String asked) {
        return connections().entrySet().stream()
                .filter(entry ->
                        entry.getKey().equals(asked) || entry.getValue().equals(asked))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> CliException.usage("expected the name of a connection, there is none of this one."));
    }

    /** Names by id. */
    Map<String, String> connections() {
        Map<String, String> names = new HashMap<>();
        api.all("/api/v1/connections")
                .forEach(connection -> names.put(
                        connection.path("id").asText(), connection.path("name").asText()));
        return names;
    }
}
