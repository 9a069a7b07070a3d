package io.segue.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody kills a copy that stops in order: it is given the time that it may take. */
class StopTimeTest {

    static Stream<TestingManifests> overlays() {
        return PodRulesTest.overlays();
    }

    /** Delay, answers under way, then all of the node's work together, then Quartz: each at its longest. */
    @ParameterizedTest
    @MethodSource("overlays")
    void aPodHasTheTimeToStopThatTheApplicationMayTake(TestingManifests overlay) throws Exception {
        Properties defaults = new Properties();
        defaults.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        Duration longest = seconds(overlay.settings().get("QUARKUS_SHUTDOWN_DELAY"))
                .plus(seconds(defaults.getProperty("quarkus.shutdown.timeout")))
                .plus(deadlineOfAllWork())
                .plus(seconds(defaults.getProperty("quarkus.quartz.shutdown-wait-time")));

        int grace = overlay.one("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();

        assertThat(grace).isBetween((int) longest.toSeconds() + 1, (int) longest.toSeconds() + 15);
        assertThat(Path.of("docs/operations.md"))
                .content()
                .contains(
                        "That is " + longest.toSeconds() + " seconds at the longest, and the pod gets " + grace + ";");
        JsonNode readiness = overlay.application().path("readinessProbe");
        assertThat(readiness.path("periodSeconds").asInt()
                        * readiness.path("failureThreshold").asInt())
                .as("readiness falls before the delay is over")
                .isLessThan((int) seconds(overlay.settings().get("QUARKUS_SHUTDOWN_DELAY"))
                        .toSeconds());
    }

    private static Duration seconds(String setting) {
        return Duration.parse("PT" + setting);
    }

    /** Whoever else waited for threads of its own would come on top of it. */
    private static Duration deadlineOfAllWork() throws IOException {
        Path place = Path.of("src/main/java/io/segue/web/Stopping.java");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(source -> source.toString().endsWith(".java"))
                            .filter(source -> !source.startsWith("src/main/java/io/segue/sandbox"))
                            .filter(source -> read(source).contains("awaitTermination(")))
                    .as("who waits for threads to end")
                    .containsExactly(place);
        }
        return Duration.ofSeconds(Long.parseLong(
                read(place).replaceAll("(?s).* LONGEST_END = Duration\\.ofSeconds\\((\\d+)\\);.*", "$1")));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
