package io.segue.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image's definition, read and linted: nothing here can build one. */
class ImageTest {

    private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);

    private final List<String> instructions = instructions();

    @Test
    void takesBothImagesFromWhoeverBuildsIt() {
        assertThat(of("FROM")).containsExactly("${BUILD_IMAGE} AS build", "${RUNTIME_IMAGE}");
        assertThat(of("ARG")).as("without a default").containsOnly("BUILD_IMAGE", "RUNTIME_IMAGE");
    }

    @ParameterizedTest
    @CsvSource({
        "maven@sha256, java@sha256, 0",
        "maven:3, java@sha256, 1",
        "maven@sha256, java:17, 1",
        "'', java@sha256, 1",
        "maven@sha256, '', 1"
    })
    void refusesAnImageWithoutADigest(String build, String runtime, int exit) throws Exception {
        String check = of("RUN").get(0);
        assertThat(instructions.indexOf("RUN " + check))
                .as("before anything is built")
                .isEqualTo(5);
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", check).redirectErrorStream(true);
        shell.environment()
                .putAll(Map.of(
                        "BUILD_IMAGE", build.replace("@sha256", DIGEST),
                        "RUNTIME_IMAGE", runtime.replace("@sha256", DIGEST)));

        assertThat(shell.start().waitFor()).isEqualTo(exit);
    }

    @Test
    void runsAsANumericUserWithoutRights() {
        assertThat(of("USER")).containsExactly("10001:10001");
        assertThat(instructions.indexOf("USER 10001:10001"))
                .isGreaterThan(instructions.indexOf("FROM ${RUNTIME_IMAGE}"));
        TestingManifests.of("several")
                .pods()
                .forEach(pod -> assertThat(
                                pod.at("/spec/securityContext/runAsUser").asText())
                        .as("the same as on Kubernetes")
                        .isEqualTo("10001"));
    }

    @Test
    void letsNobodyButRootChangeTheApplication() {
        assertThat(of("COPY"))
                .filteredOn(copy -> copy.contains("--chown"))
                .containsExactly("--from=build --chown=10001:10001 /empty /data");
        assertThat(instructions.subList(instructions.indexOf("FROM ${RUNTIME_IMAGE}"), instructions.size()))
                .noneMatch(instruction -> instruction.startsWith("RUN ") || instruction.startsWith("ADD "));
    }

    @Test
    void holdsNoSecret() {
        assertThat(of("ENV")).containsExactly("SEGUE_DATA_FOLDER=/data");
        assertThat(of("ADD")).isEmpty();
    }

    @Test
    void takesAnArgumentSuchAsMigrate() {
        assertThat(of("ENTRYPOINT")).containsExactly("[\"java\", \"-jar\", \"quarkus-run.jar\"]");
        assertThat(of("CMD")).isEmpty();
    }

    @Test
    void isBuiltFromWhatTheBuilderIsGiven() throws IOException {
        List<String> given = Files.readAllLines(Path.of("src/main/docker/Dockerfile.dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        List<String> copied = of("COPY").stream()
                .filter(copy -> !copy.startsWith("--from"))
                .flatMap(copy -> Stream.of(copy.split(" ")).limit(copy.split(" ").length - 1))
                .toList();

        assertThat(copied)
                .containsExactlyInAnyOrderElementsOf(given)
                .allSatisfy(path -> assertThat(Path.of(path)).exists());
    }

    private List<String> of(String name) {
        return instructions.stream()
                .filter(instruction -> instruction.startsWith(name + " "))
                .map(instruction -> instruction.substring(name.length() + 1))
                .toList();
    }

    private static List<String> instructions() {
        try {
            return Files.readAllLines(Path.of("src/main/docker/Dockerfile")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
