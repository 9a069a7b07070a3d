package io.segue.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The shapes of bodies as tables, and what a field is in a word; a shape that was linked to is told of in the end. */
final class ApiShapes {

    private final JsonNode document;
    private final StringBuilder text;
    private final Set<String> shapes = new TreeSet<>();

    ApiShapes(JsonNode document, StringBuilder text) {
        this.document = document;
        this.text = text;
    }

    /** Those that answers have, and whatever these are made of. */
    void all() {
        line("## Shapes");
        line("");
        Set<String> written = new TreeSet<>();
        while (!written.containsAll(shapes)) {
            Set<String> next = new TreeSet<>(shapes);
            next.removeAll(written);
            for (String shape : next) {
                type(document.path("components").path("schemas").path(shape));
                fieldsOf(shape).forEach(field -> type(field.getValue()));
            }
            written.addAll(next);
        }
        written.forEach(this::shape);
    }

    private void shape(String name) {
        JsonNode schema = document.path("components").path("schemas").path(name);
        line("### Shape " + name);
        line("");
        String described = schema.path("description").asText();
        if (!described.isEmpty()) {
            line(sentence(described));
            line("");
        }
        if (schema.has("enum")) {
            line("One of " + words(schema) + ".");
            line("");
        } else if (!schema.path("properties").isEmpty()) {
            fields(schema);
        }
    }

    private Set<Map.Entry<String, JsonNode>> fieldsOf(String shape) {
        return document.path("components")
                .path("schemas")
                .path(shape)
                .path("properties")
                .properties();
    }

    void fields(JsonNode schema) {
        Set<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toSet());
        line("| Field | Type | What it is |");
        line("|---|---|---|");
        schema.path("properties")
                .properties()
                .forEach(field -> line("| `" + field.getKey() + "` | " + type(field.getValue())
                        + (required.contains(field.getKey()) ? "" : ", *optional*") + " | "
                        + cell(field.getValue().path("description").asText()) + " |"));
        line("");
    }

    /** A plain type, or a link to a shape, which is told of then. */
    String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replaceFirst(".*/", "");
            JsonNode plain = document.path("components").path("schemas").path(name);
            if (plain.path("type").asText().equals("string") && !plain.has("enum")) {
                return plain.path("format").asText("string");
            }
            shapes.add(name);
            return "[" + name + "](#shape-" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.path("type").asText().equals("array")) {
            return "list of " + type(schema.path("items"));
        }
        if (schema.has("additionalProperties")) {
            return "map of " + type(schema.path("additionalProperties"));
        }
        return schema.has("enum") ? words(schema) : schema.path("type").asText("any");
    }

    private static String words(JsonNode schema) {
        return StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(word -> "`" + word.asText() + "`")
                .collect(Collectors.joining(", "));
    }

    static String sentence(String words) {
        return words.endsWith(".") ? words : words + ".";
    }

    static String cell(String words) {
        return words.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;");
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
