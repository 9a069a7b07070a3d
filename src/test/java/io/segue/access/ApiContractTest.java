package io.segue.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.connection.TestingLaunchDarkly;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The document tells the truth: of each operation, and of what it answers. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
@QuarkusTestResource(TestingLaunchDarkly.class)
class ApiContractTest {

    private static final Path DOCS = Path.of("docs/openapi.yaml");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private static @Nullable JsonNode read;

    @Inject
    TestingWorlds worlds;

    @Test
    void theDocumentInDocsIsTheOneThatIsServed() throws IOException {
        String served = given().get("/api/v1/openapi?format=yaml").asString();

        assertThat(new ObjectMapper(new YAMLFactory()).readTree(Files.readString(DOCS, StandardCharsets.UTF_8)))
                .as("%s is made with the application: copy target/openapi/openapi.yaml there", DOCS)
                .isEqualTo(new ObjectMapper(new YAMLFactory()).readTree(served));
    }

    @Test
    void everyOperationOfTheCodeIsInTheDocumentAndTheReverse() {
        Set<String> described = new TreeSet<>();
        document()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(method -> described.add(
                                Endpoint.shape(method.toUpperCase(java.util.Locale.ROOT), path.getKey()))));

        assertThat(described)
                .isEqualTo(Stream.of(Endpoints.API, Endpoints.SUPPORT_API)
                        .flatMap(java.util.List::stream)
                        .map(Endpoint::shape)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void everythingInTheDocumentIsDescribed() {
        JsonNode document = document();
        Set<String> silent = new TreeSet<>();
        Set<String> ids = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    JsonNode operation = entry.getValue();
                    String name = entry.getKey() + " " + path.getKey();
                    if (!ids.add(operation.path("operationId").asText())) {
                        silent.add(name + ": its id is another's, too");
                    }
                    if (operation.path("summary").asText().isEmpty()
                            || operation.path("security").isEmpty()) {
                        silent.add(name);
                    }
                    operation.path("parameters").forEach(parameter -> {
                        boolean isSaid =
                                parameter.has("$ref") || (parameter.has("description") && parameter.has("example"));
                        if (!isSaid) {
                            silent.add(name + " " + parameter.path("name").asText());
                        }
                    });
                }));
        document.path("components")
                .path("schemas")
                .properties()
                .forEach(shape -> shape.getValue()
                        .path("properties")
                        .properties()
                        .forEach(property -> {
                            if (!property.getValue().has("description")
                                    && !property.getValue().has("$ref")) {
                                silent.add(shape.getKey() + "." + property.getKey());
                            }
                        }));

        assertThat(silent).as("words are missing in words.properties").isEmpty();
    }

    @Test
    void everyBodyHasAnExample() {
        JsonNode document = document();
        Set<String> without = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> Stream.concat(
                                        Stream.of(operation.getValue().path("requestBody")),
                                        operation
                                                .getValue()
                                                .path("responses")
                                                .valueStream()
                                                .map(answer -> answer.has("$ref")
                                                        ? document.at(answer.path("$ref")
                                                                .asText()
                                                                .substring(1))
                                                        : answer))
                                .flatMap(body -> body.path("content").properties().stream())
                                .filter(body -> !body.getValue().has("example")
                                        && body.getValue().path("examples").isEmpty())
                                .forEach(body ->
                                        without.add(operation.getKey() + " " + path.getKey() + " " + body.getKey()))));

        assertThat(without).as("an example of the whole body").isEmpty();
    }

    @Test
    void everyIdInAnExampleLooksLikeOneOfOurs() {
        Set<String> kinds = Set.of(
                "alt", "aud", "con", "dlv", "ers", "fru", "hld", "inv", "msg", "ntf", "per", "run", "seg", "syn", "tgt",
                "tok", "ver");
        Set<String> others = new TreeSet<>();
        document().findValues("id").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(id -> !id.matches("(" + String.join("|", kinds) + ")_[A-Za-z0-9_-]{21}[AQgw]"))
                .filter(id -> !id.contains("@"))
                .forEach(others::add);

        assertThat(others).as("in examples").isEmpty();
    }

    @ParameterizedTest
    @FieldSource("io.segue.access.Endpoints#API")
    void anOwnersAnswerHasTheShapeThatIsDescribed(Endpoint row) {
        World world = worlds.ofNobody();

        assertDescribed(row, call(worlds.token(world, Role.OWNER), row, world));
    }

    @ParameterizedTest
    @FieldSource("io.segue.access.Endpoints#SUPPORT_API")
    void supportsAnswerHasTheShapeThatIsDescribed(Endpoint row) {
        assertDescribed(row, call(worlds.supportToken(), row, worlds.ofNobody()));
    }

    private static Response call(String token, Endpoint row, World world) {
        RequestSpecification request = given().header("Authorization", "Bearer " + token);
        if (!row.method().equals("GET")) {
            request.contentType("application/json").body(world.fill(row.body()));
        }
        return request.request(row.method(), world.fill(row.path()));
    }

    private static void assertDescribed(Endpoint row, Response answer) {
        JsonNode document = document();
        JsonNode operation = document.path("paths").properties().stream()
                .filter(path -> Endpoint.shape(row.method(), path.getKey()).equals(row.shape()))
                .map(Map.Entry::getValue)
                .map(path -> path.path(row.method().toLowerCase(java.util.Locale.ROOT)))
                .findFirst()
                .orElseThrow();
        JsonNode described = operation.path("responses").path(Integer.toString(answer.statusCode()));

        assertThat(described.isMissingNode())
                .as("%s answered %d: %s", row, answer.statusCode(), answer.asString())
                .isFalse();
        JsonNode whole = described.has("$ref")
                ? document.at(described.path("$ref").asText().substring(1))
                : described;
        String type = answer.contentType().replaceFirst(";.*", "");
        JsonNode schema = whole.path("content").path(type).path("schema");
        if (type.endsWith("json") && !schema.isMissingNode()) {
            assertThat(faults(document, schema, answer.asString()))
                    .as("%s: %s", row, answer.asString())
                    .isEmpty();
        }
    }

    static Set<String> faults(JsonNode document, JsonNode schema, String body) {
        com.fasterxml.jackson.databind.node.ObjectNode whole = JSON.createObjectNode();
        whole.set("components", document.path("components"));
        whole.set("allOf", JSON.createArrayNode().add(schema));
        JsonSchema judge = SCHEMAS.getSchema(whole);
        try {
            return judge.validate(JSON.readTree(body)).stream()
                    .map(ValidationMessage::getMessage)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of("no JSON: " + e.getMessage());
        }
    }

    /** As it is served; once is enough, since it is made with the application. */
    static JsonNode document() {
        try {
            if (read == null) {
                read = JSON.readTree(given().get("/api/v1/openapi?format=json").asString());
            }
            return read;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
