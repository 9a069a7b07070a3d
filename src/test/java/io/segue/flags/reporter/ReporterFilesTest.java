package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReporterFilesTest {

    private final ReporterFiles files = new ReporterFiles();

    @Test
    void offersTheVersionOfThePackage() throws IOException {
        JsonNode reporter = new ObjectMapper().readTree(new File("reporter/package.json"));

        assertThat(reporter.path("version").asText()).isEqualTo(ReporterFiles.VERSION);
        assertThat(files.script().path()).isEqualTo("/reporter/" + ReporterFiles.VERSION + "/heap-flags.js");
        assertThat(files.module().path()).isEqualTo("/reporter/" + ReporterFiles.VERSION + "/heap-flags.mjs");
    }

    @Test
    void hasTheVersionAlsoWhereBrowsersAndPackagesLook() throws IOException {
        String script = new String(files.script().content(), StandardCharsets.UTF_8);
        JsonNode reporter = new ObjectMapper().readTree(new File("reporter/package.json"));

        assertThat(script)
                .contains(" " + ReporterFiles.VERSION + " | Apache-2.0")
                .contains("\"" + ReporterFiles.VERSION + "\"");
        assertThat(reporter.path("unpkg").asText()).endsWith("/" + ReporterFiles.VERSION + "/heap-flags.js");
    }

    @Test
    void standsInTheGuideWithItsHash() throws IOException {
        assertThat(Files.readString(Path.of("docs/flags-in-the-browser.md")))
                .contains(
                        "https://segue.example.com" + files.script().path(),
                        "\"" + files.script().integrity() + "\"");
    }
}
