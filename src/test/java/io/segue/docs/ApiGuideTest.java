package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/api.md lists is what docs/openapi.yaml says, which other tests hold to the code. */
class ApiGuideTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(/[^`]+)` \\| ((?:`[A-Z]+ /[^`]+`(?:, )?)+) \\|$");
    private static final Pattern CHANGE = Pattern.compile("`([A-Z]+ /[^`]+)`");

    /** One operation of the document. */
    private record Operation(String name, JsonNode said) {}

    private record Row(String resource, List<String> changes) {}

    @Test
    void listsWhatIsReadWithAnETag() throws IOException {
        List<String> read = operations()
                .filter(operation -> operation.name().startsWith("GET "))
                .filter(operation ->
                        operation.said().at("/responses/200/headers").has("ETag"))
                .map(Operation::name)
                .toList();

        assertThat(rows()).extracting(row -> "GET " + row.resource()).containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void listsTheChangesThatTakeIfMatch() throws IOException {
        List<String> compared = operations()
                .filter(operation -> operation
                        .said()
                        .path("parameters")
                        .findValuesAsText("$ref")
                        .contains("#/components/parameters/IfMatch"))
                .map(Operation::name)
                .toList();

        assertThat(rows()).flatExtracting(Row::changes).containsExactlyInAnyOrderElementsOf(compared);
    }

    private static List<Row> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("docs/api.md")))
                .results()
                .map(row -> new Row(
                        row.group(1),
                        CHANGE.matcher(row.group(2))
                                .results()
                                .map(change -> change.group(1))
                                .toList()))
                .toList();
    }

    private static Stream<Operation> operations() throws IOException {
        JsonNode paths = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("docs/openapi.yaml").toFile())
                .path("paths");
        return paths.properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT) + " "
                                        + path.getKey().replace("/api/v1", ""),
                                operation.getValue())));
    }
}
