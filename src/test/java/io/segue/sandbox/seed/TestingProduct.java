package io.segue.sandbox.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of the product and of the imitations as the seed talks to; applies and delivers at once. */
final class TestingProduct implements AutoCloseable {

    final List<String> calls = new ArrayList<>();

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Integer> people = new LinkedHashMap<>();
    private final Map<String, Integer> members = new LinkedHashMap<>();
    private final Map<String, JsonNode> syncs = new LinkedHashMap<>();
    private final ArrayNode connections = json.createArrayNode();
    private final HttpServer server;
    private String webhookUrl = "";

    TestingProduct() throws IOException {
        List.of("1338065", "1338066", "1338067", "1338068", "1338069", "1338070")
                .forEach(id -> people.put(id, 1_000));
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI base() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    String webhookUrl() {
        return webhookUrl;
    }

    JsonNode connections() {
        return connections;
    }

    Map<String, JsonNode> syncs() {
        return syncs;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String call = exchange.getRequestMethod() + " " + path;
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode sent = body.length == 0 ? json.createObjectNode() : json.readTree(body);
        calls.add(call);
        byte[] answer = json.writeValueAsBytes(answer(call, path.split("/"), sent));
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private JsonNode answer(String call, String[] path, JsonNode sent) {
        if (call.equals("GET /api/v1/segments")) {
            return segments();
        }
        if (call.equals("GET /api/v1/connections")) {
            return json.createObjectNode().set("items", connections);
        }
        if (call.equals("POST /api/v1/connections")) {
            ObjectNode made = sent.deepCopy();
            connections.add(made.put("id", "con_" + connections.size()));
            return made;
        }
        if (call.startsWith("PUT /api/v1/segments/")) {
            syncs.put(path[4].substring("seg_".length()), sent);
        }
        if (call.equals("PUT /sandbox/heap/acme/integration")) {
            webhookUrl = sent.path("webhookUrl").asText();
        }
        if (call.equals("GET /sandbox/heap/acme/integration")) {
            return json.createObjectNode().put("webhookUrl", webhookUrl);
        }
        if (call.equals("GET /sandbox/heap/segments.json")) {
            return rows(people, "people");
        }
        if (call.equals("GET /sandbox/launchdarkly/segments.json")) {
            return rows(members, "members");
        }
        if (call.endsWith("/people")) {
            people.merge(path[5], sent.path("add").size() - sent.path("remove").size(), Integer::sum);
        }
        if (call.startsWith("POST /sandbox/heap") && call.endsWith("/sync")) {
            members.put(path[5], people.get(path[5]));
            return json.createArrayNode()
                    .add(json.createObjectNode().put("page", 1).put("status", 200));
        }
        return json.createObjectNode();
    }

    private JsonNode segments() {
        ArrayNode items = json.createArrayNode();
        members.forEach((heapId, count) -> {
            ObjectNode item = items.addObject()
                    .put("id", "seg_" + heapId)
                    .put("heapId", heapId)
                    .put("members", count);
            ArrayNode of = item.putArray("syncs");
            if (syncs.containsKey(heapId)) {
                of.add(syncs.get(heapId));
            }
        });
        return json.createObjectNode().set("items", items);
    }

    private ArrayNode rows(Map<String, Integer> counts, String field) {
        ArrayNode rows = json.createArrayNode();
        counts.forEach((heapId, count) -> rows.addObject()
                .put("account", "acme")
                .put("heapId", heapId)
                .put("name", "Segment " + heapId)
                .put(field, count));
        return rows;
    }
}
