package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
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
        String script = new String(files.script().content(), java.nio.charset.StandardCharsets.UTF_8);
        JsonNode reporter = new ObjectMapper().readTree(new File("reporter/package.json"));

        assertThat(script)
                .contains(" " + ReporterFiles.VERSION + " | Apache-2.0")
                .contains("\"" + ReporterFiles.VERSION + "\"");
        assertThat(reporter.path("unpkg").asText()).endsWith("/" + ReporterFiles.VERSION + "/heap-flags.js");
    }
}
