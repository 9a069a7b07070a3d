package io.segue.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.segue.TestingWorlds.World;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Makes up what nobody should send, from the document: by chance, and the same by the same seed. */
final class TestingNonsense {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 4;
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "true",
            "null",
            "Café ☕ <b>x</b>",
            "\u202Eevil\u0000end",
            "\uD83D\uDE00\uD83D",
            "'; drop table segue.run; --",
            "{inject:tenant}",
            "../../etc/passwd",
            "2026-11-28T00:00:00Z",
            "+999999999-12-31",
            "-999999999-01-01",
            "9999999999999999999999",
            "1e309",
            "x".repeat(3000));
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json;charset=UTF-16",
            "text/plain",
            "application/xml",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "application/yaml",
            "image/png");

    private final Random chance;
    private final JsonNode shapes;
    private final World own;
    private final World foreign;

    TestingNonsense(Random chance, JsonNode shapes, World own, World foreign) {
        this.chance = chance;
        this.shapes = shapes;
        this.own = own;
        this.foreign = foreign;
    }

    String address(String path, JsonNode parameters) {
        String address = path;
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : parameters) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("path")) {
                address = address.replace("{" + name + "}", encoded(id(path)));
            } else if (parameter.path("in").asText().equals("query") && chance.nextInt(3) > 0) {
                query.append(query.length() == 0 ? "?" : "&")
                        .append(name)
                        .append("=")
                        .append(encoded(chance.nextBoolean() ? parameterOf(name) : any()));
            }
        }
        return address + query;
    }

    /** Whole JSON most of the time, with parts that are of another kind. */
    String body(JsonNode described) {
        JsonNode schema = described.path("content").path("application/json").path("schema");
        return switch (chance.nextInt(12)) {
            case 0 -> "";
            case 1 -> "{\"name\":";
            case 2 -> "[]";
            case 3 -> "null";
            case 4 -> "\"" + "x".repeat(chance.nextInt(50_000)) + "\"";
            case 5 -> "[".repeat(2_000);
            default -> value(schema, 0).toString();
        };
    }

    Optional<String> contentType() {
        int at = chance.nextInt(TYPES.size() + 8);
        return at == TYPES.size() ? Optional.empty() : Optional.of(at < TYPES.size() ? TYPES.get(at) : TYPES.get(0));
    }

    Map<String, String> headers() {
        return switch (chance.nextInt(8)) {
            case 0 -> Map.of("If-Match", "\"nonsense\"");
            case 1 -> Map.of("Idempotency-Key", "key-" + chance.nextInt(5));
            case 2 -> Map.of("Idempotency-Key", "x".repeat(300), "If-Match", "*");
            default -> Map.of();
        };
    }

    private JsonNode value(JsonNode given, int depth) {
        JsonNode schema =
                given.has("$ref") ? shapes.path(given.path("$ref").asText().replaceFirst(".*/", "")) : given;
        if (depth > DEEPEST || chance.nextInt(6) == 0) {
            return odd();
        }
        if (schema.has("properties")) {
            ObjectNode object = NODES.objectNode();
            schema.path("properties").properties().stream()
                    .filter(property -> chance.nextInt(8) > 0)
                    .forEach(property -> object.set(
                            property.getKey(),
                            property.getKey().endsWith("Id") && chance.nextBoolean()
                                    ? NODES.textNode(parameterOf(property.getKey()))
                                    : value(property.getValue(), depth + 1)));
            return object;
        }
        if (schema.has("items")) {
            ArrayNode array = NODES.arrayNode();
            for (int i = chance.nextInt(4); i > 0; i--) {
                array.add(value(schema.path("items"), depth + 1));
            }
            return array;
        }
        JsonNode example = schema.path("examples").path(0);
        return example.isMissingNode() || chance.nextBoolean() ? odd() : example;
    }

    private JsonNode odd() {
        return switch (chance.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(chance.nextBoolean());
            case 2 -> NODES.numberNode(chance.nextLong());
            case 3 -> NODES.numberNode(new BigInteger("9".repeat(40)));
            case 4 -> NODES.numberNode(new BigDecimal("-1.5e300"));
            case 5 -> NODES.arrayNode().add(NODES.nullNode());
            case 6 -> NODES.objectNode().put("a", 1);
            default -> NODES.textNode(any());
        };
    }

    /** One of ours, another tenant's, one that never was, or no id at all. */
    private String id(String path) {
        List<String> names = own.names().keySet().stream().sorted().toList();
        String name = names.stream()
                .filter(one -> path.contains("/" + one) && chance.nextInt(4) > 0)
                .reduce((first, second) -> second)
                .orElse(names.get(chance.nextInt(names.size())));
        return ofKind(name);
    }

    private String parameterOf(String name) {
        String kind = name.replaceFirst("Ids?$", "");
        return own.names().containsKey(kind)
                ? ofKind(kind)
                : List.of("5", "all", "failed", "applied", "2026-11-24", "user", "30d")
                        .get(chance.nextInt(7));
    }

    private String ofKind(String name) {
        return switch (chance.nextInt(5)) {
            case 0 -> String.valueOf(foreign.names().get(name));
            case 1 -> String.valueOf(own.names().get(name)).substring(0, 4) + "0123456789012345678901";
            case 2 -> any();
            default -> String.valueOf(own.names().get(name));
        };
    }

    private String any() {
        return TEXTS.get(chance.nextInt(TEXTS.size()));
    }

    private static String encoded(String text) {
        return text.isEmpty()
                ? "x"
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
