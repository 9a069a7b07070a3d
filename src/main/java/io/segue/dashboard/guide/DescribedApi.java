package io.segue.dashboard.guide;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The API as its own description has it, read once: the document that is made when the application is built. */
@ApplicationScoped
class DescribedApi {

    private static final String DOCUMENT = "META-INF/quarkus-generated-openapi-doc.JSON";
    private static final String JSON = "application/json";

    private final ObjectMapper json;
    private final String url;
    private volatile @Nullable JsonNode document;

    DescribedApi(ObjectMapper json, @ConfigProperty(name = "segue.url") String url) {
        this.json = json;
        this.url = url;
    }

    /** One resource with its operations. */
    record Group(String name, String title, List<Call> calls) {}

    /** One operation. */
    record Call(
            String id,
            String method,
            String path,
            String summary,
            String role,
            List<Part> parameters,
            Optional<String> body,
            List<Answer> answers,
            String example) {}

    /** A parameter: where it stands, what it is, and how it may look. */
    record Part(String name, String in, String description, String example) {}

    /** One answer; a refusal's codes stand in its description. */
    record Answer(String status, String description, Optional<String> example) {}

    String description() {
        return document().path("info").path("description").asText();
    }

    List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (JsonNode tag : document().path("tags")) {
            String name = tag.path("name").asText();
            groups.add(new Group(name, tag.path("description").asText(), calls(name)));
        }
        return groups;
    }

    private List<Call> calls(String tag) {
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue().path("tags").path(0).asText().equals(tag)) {
                    calls.add(call(
                            operation.getKey().toUpperCase(java.util.Locale.ROOT),
                            path.getKey(),
                            operation.getValue()));
                }
            }
        }
        return calls;
    }

    private Call call(String method, String path, JsonNode operation) {
        List<Part> parameters = StreamSupport.stream(
                        operation.path("parameters").spliterator(), false)
                .map(this::resolved)
                .map(DescribedApi::part)
                .toList();
        JsonNode body = operation.path("requestBody").path("content").path(JSON).path("example");
        Optional<String> sent = body.isMissingNode() ? Optional.empty() : Optional.of(pretty(body));
        String described = operation.path("description").asText();
        return new Call(
                operation.path("operationId").asText(),
                method,
                path,
                curly(operation.path("summary").asText()),
                curly(described.substring(described.lastIndexOf('\n') + 1)),
                parameters,
                sent,
                operation.path("responses").properties().stream()
                        .map(answer -> answer(answer.getKey(), resolved(answer.getValue())))
                        .toList(),
                curl(method, path, parameters, sent));
    }

    /** The document is for machines, too, and writes what a keyboard has. */
    private static String curly(String words) {
        return words.replace('\'', '’');
    }

    private static Part part(JsonNode parameter) {
        return new Part(
                parameter.path("name").asText(),
                parameter.path("in").asText(),
                curly(parameter.path("description").asText()),
                parameter.path("example").asText());
    }

    private Answer answer(String status, JsonNode answer) {
        JsonNode example = answer.path("content").path(JSON).path("example");
        return new Answer(
                status,
                curly(answer.path("description").asText()),
                example.isMissingNode() ? Optional.empty() : Optional.of(pretty(example)));
    }

    private String curl(String method, String path, List<Part> parameters, Optional<String> body) {
        String address = path;
        for (Part parameter : parameters) {
            if (parameter.in().equals("path")) {
                address = address.replace("{" + parameter.name() + "}", parameter.example());
            }
        }
        StringBuilder curl = new StringBuilder("curl");
        if (!method.equals("GET")) {
            curl.append(" -X ").append(method);
        }
        curl.append(" -H \"Authorization: Bearer $SEGUE_TOKEN\"");
        body.ifPresent(text -> curl.append(" -H \"Content-Type: application/json\" \\\n  -d '")
                .append(text)
                .append("'"));
        return curl.append(" \\\n  \"").append(url).append(address).append('"').toString();
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document().at(node.path("$ref").asText().substring(1)) : node;
    }

    private String pretty(JsonNode example) {
        return example.toPrettyString();
    }

    private JsonNode document() {
        JsonNode known = document;
        if (known == null) {
            ClassLoader loader = Objects.requireNonNull(Thread.currentThread().getContextClassLoader());
            try (InputStream file = loader.getResourceAsStream(DOCUMENT)) {
                known = json.readTree(Objects.requireNonNull(file, DOCUMENT));
            } catch (IOException e) {
                throw new UncheckedIOException("Reading the API's description failed", e);
            }
            document = known;
        }
        return known;
    }
}
