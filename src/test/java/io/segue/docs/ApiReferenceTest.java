package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/api-reference.md is made from docs/openapi.yaml, and the newest one is written to target. */
class ApiReferenceTest {

    private static final Path DOCS = Path.of("docs/api-reference.md");
    private static final Path DOCUMENT = Path.of("docs/openapi.yaml");
    private static final Path MADE = Path.of("target/api-reference.md");

    @Test
    void isTheOneOfTheDocument() throws IOException {
        String made = ApiReference.of(DOCUMENT);
        Files.writeString(MADE, made);

        // Not the texts themselves: both would be printed.
        assertThat(Files.readString(DOCS).equals(made))
                .as("%s is made from %s: copy %s there", DOCS, DOCUMENT, MADE)
                .isTrue();
    }

    @Test
    void hasEachOperationOnce() throws IOException {
        List<String> described = new ObjectMapper(new YAMLFactory())
                .readTree(DOCUMENT.toFile()).path("paths").properties().stream()
                        .flatMap(path -> path.getValue().properties().stream()
                                .map(operation -> "### " + operation.getKey().toUpperCase(Locale.ROOT) + " "
                                        + path.getKey().replace("/api/v1", "")))
                        .toList();

        assertThat(ApiReference.of(DOCUMENT).lines().filter(line -> line.matches("### [A-Z]+ /.*")))
                .containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void everyLinkLeadsToASection() {
        String text = ApiReference.of(DOCUMENT);
        List<String> sections = text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .toList();

        assertThat(sections).doesNotHaveDuplicates();
        assertThat(Pattern.compile("]\\(#([^)]+)\\)").matcher(text).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allMatch(sections::contains);
    }
}
