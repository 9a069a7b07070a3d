package io.segue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A document from a file, or from standard input. */
record Document(String type, byte[] bytes) {

    static final String YAML = "application/yaml";

    /** "-" is standard input. */
    static Document read(String file) {
        try {
            byte[] bytes = file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return new Document(file.toLowerCase(Locale.ROOT).endsWith(".json") ? Api.JSON_TYPE : YAML, bytes);
        } catch (IOException e) {
            throw CliException.usage("expected to read a document from " + file + ", which is not possible.");
        }
    }
}
