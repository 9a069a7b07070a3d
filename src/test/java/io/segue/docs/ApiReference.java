package io.segue.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes docs/openapi.yaml as a text to be read: one section for each resource, and one for the shapes of answers. */
final class ApiReference {

    private static final String JSON = "application/json";
    private static final String ROOT = "/api/v1";

    /** Whatever is asked for may be refused with these. */
    private static final Set<String> EVERYWHERE = Set.of("401", "403", "429", "500", "503");

    private final JsonNode document;
    private final StringBuilder text = new StringBuilder();
    private final ApiShapes shapes;

    private ApiReference(JsonNode document) {
        this.document = document;
        this.shapes = new ApiShapes(document, text);
    }

    static String of(Path openapi) {
        try {
            return new ApiReference(new ObjectMapper(new YAMLFactory()).readTree(openapi.toFile())).written();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String written() {
        line("# API reference");
        line("");
        line(
                "Made from [openapi.yaml](openapi.yaml) by a test, which fails when it is out of date: not to be written by"
                        + " hand. The [guide](api.md) tells what holds for every operation. Addresses are under `"
                        + ROOT
                        + "`. What may be left out of a body, or be missing in an answer, says *optional*.");
        line("");
        line("Resources: "
                + tags().map(tag -> "[" + name(tag) + "](#" + name(tag) + ")").collect(Collectors.joining(" · "))
                + " · [shapes](#shapes)");
        line("");
        refusals();
        tags().forEach(this::resource);
        shapes.all();
        return text.toString();
    }

    private java.util.stream.Stream<JsonNode> tags() {
        return StreamSupport.stream(document.path("tags").spliterator(), false);
    }

    private void refusals() {
        line("## Refusals");
        line("");
        line("Each is `application/problem+json`; the [catalogue](errors.md) explains the codes. "
                + EVERYWHERE.stream().sorted().collect(Collectors.joining(", "))
                + " may be the answer to whatever is asked, the others where an operation names them.");
        line("");
        line("| Status | When | Codes |");
        line("|---|---|---|");
        document.path("components").path("responses").properties().forEach(refusal -> {
            String[] said = refusal.getValue().path("description").asText().split(" Codes: ");
            String codes = said.length < 2 ? "" : said[1].replaceFirst("\\.$", "");
            line("| " + refusal.getKey() + " | " + ApiShapes.cell(said[0]) + " | " + codes.replaceAll("[a-z-]+", "`$0`")
                    + " |");
        });
        line("");
    }

    private void resource(JsonNode tag) {
        line("## " + name(tag));
        line("");
        line(tag.path("description").asText() + ".");
        line("");
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation
                                .getValue()
                                .path("tags")
                                .path(0)
                                .asText()
                                .equals(name(tag)))
                        .forEach(operation -> operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())));
    }

    private void operation(String method, String path, JsonNode operation) {
        line("### " + method + " " + path.replace(ROOT, ""));
        line("");
        String described = operation.path("description").asText();
        line(operation.path("summary").asText() + ". *" + described.substring(described.lastIndexOf('\n') + 1) + "*");
        line("");
        parameters(operation);
        body(operation);
        answers(operation);
        example(method, path, operation);
    }

    private void parameters(JsonNode operation) {
        String ofTheGuide = operation.path("parameters").findValuesAsText("$ref").stream()
                .map(ref -> "`" + document.at(ref.substring(1)).path("name").asText() + "`")
                .collect(Collectors.joining(" and "));
        if (!ofTheGuide.isEmpty()) {
            line("Takes " + ofTheGuide + ", as the [guide](api.md) tells.");
            line("");
        }
        List<JsonNode> own = StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> !parameter.has("$ref"))
                .toList();
        if (own.isEmpty()) {
            return;
        }
        line("| Parameter | In | What it is | Such as |");
        line("|---|---|---|---|");
        own.forEach(parameter -> {
            String usual = parameter.path("schema").path("default").asText();
            line("| `" + parameter.path("name").asText() + "` | "
                    + parameter.path("in").asText() + " | "
                    + ApiShapes.sentence(
                            ApiShapes.cell(parameter.path("description").asText()))
                    + (usual.isEmpty() ? "" : " Usual: `" + usual + "`.")
                    + " | " + code(parameter.path("example").asText()) + " |");
        });
        line("");
    }

    private void body(JsonNode operation) {
        JsonNode schema =
                operation.path("requestBody").path("content").path(JSON).path("schema");
        if (schema.isMissingNode()) {
            operation.path("requestBody").path("content").fieldNames().forEachRemaining(type -> {
                line("Body: `" + type + "`.");
                line("");
            });
            return;
        }
        line("Body:");
        line("");
        shapes.fields(resolved(schema));
    }

    private void answers(JsonNode operation) {
        StringBuilder refused = new StringBuilder();
        operation.path("responses").properties().forEach(answer -> {
            if (answer.getKey().startsWith("2")) {
                line("Answers " + answer.getKey() + answered(resolved(answer.getValue())) + ".");
            } else if (!EVERYWHERE.contains(answer.getKey())) {
                refused.append(refused.isEmpty() ? "" : ", ").append(answer.getKey());
            }
        });
        if (!refused.isEmpty()) {
            line("Refused with " + refused + ".");
        }
        line("");
    }

    private String answered(JsonNode answer) {
        String types = answer.path("content").properties().stream()
                .map(content -> content.getKey().equals(JSON)
                        ? shapes.type(content.getValue().path("schema"))
                        : "`" + content.getKey() + "`")
                .distinct()
                .collect(Collectors.joining(" or "));
        String headers = answer.path("headers").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !name.startsWith("RateLimit"))
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(" and "));
        return (types.isEmpty() ? " without a body" : " " + types) + (headers.isEmpty() ? "" : ", with " + headers);
    }

    private void example(String method, String path, JsonNode operation) {
        String address = path;
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asText().equals("path")) {
                address = address.replace(
                        "{" + parameter.path("name").asText() + "}",
                        parameter.path("example").asText());
            }
        }
        line("```http");
        line(method + " " + address);
        JsonNode sent = operation.path("requestBody").path("content").path(JSON).path("example");
        if (!sent.isMissingNode()) {
            line(Compact.written(sent));
        }
        operation.path("responses").properties().stream()
                .filter(answer -> answer.getKey().startsWith("2"))
                .findFirst()
                .ifPresent(answer -> {
                    line("");
                    line("HTTP/1.1 " + answer.getKey());
                    JsonNode body = answer.getValue().path("content").path(JSON).path("example");
                    if (!body.isMissingNode()) {
                        line(Compact.written(body));
                    }
                });
        line("```");
        line("");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref")
                ? resolved(document.at(node.path("$ref").asText().substring(1)))
                : node;
    }

    private static String name(JsonNode tag) {
        return tag.path("name").asText();
    }

    private static String code(String example) {
        return example.isEmpty() ? "" : "`" + ApiShapes.cell(example) + "`";
    }

    private void line(String words) {
        text.append(words).append('\n');
    }
}
