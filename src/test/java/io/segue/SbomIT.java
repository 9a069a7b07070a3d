package io.segue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of what is shipped against what is shipped. */
class SbomIT {

    private static final Path APPLICATION =
            Path.of(System.getProperty("segue.jar")).getParent();

    static JsonNode sbom;

    @BeforeAll
    static void read() throws IOException {
        sbom = new ObjectMapper()
                .readTree(
                        APPLICATION.resolveSibling("quarkus-run-cyclonedx.json").toFile());
    }

    @Test
    void listsEveryJarThatIsShippedAndNoOther() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            assertThat(listed().keySet())
                    .containsExactlyInAnyOrderElementsOf(
                            files.filter(file -> file.toString().endsWith(".jar"))
                                    .map(file -> APPLICATION.relativize(file).toString())
                                    .toList());
        }
    }

    @Test
    void knowsEachOfThemByItsHash() {
        assertThat(listed())
                .hasSizeGreaterThan(200)
                .allSatisfy((file, component) -> assertThat(texts(component.path("hashes"), "content"))
                        .as(file)
                        .contains(sha256(APPLICATION.resolve(file))));
    }

    @Test
    void namesWhereEachLibraryComesFrom() {
        assertThat(listed()).allSatisfy((file, component) -> {
            if (file.startsWith("lib/")) {
                assertThat(component.path("purl").asText()).as(file).startsWith("pkg:maven/");
                assertThat(component.path("version").asText()).as(file).isNotEmpty();
            }
        });
    }

    /** Components with a place in the package, by that place. */
    private static Map<String, JsonNode> listed() {
        Map<String, JsonNode> found = new TreeMap<>();
        for (JsonNode component : sbom.path("components")) {
            texts(component.at("/evidence/occurrences"), "location")
                    .filter(place -> place.endsWith(".jar"))
                    .forEach(place -> found.put(place, component));
        }
        return found;
    }

    private static Stream<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).asText());
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
