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

/** Nobody kills a copy that stops in order: it is given the time that it may take, which is not long. */
class StopTimeTest {

    /** D9; a second or two are left for what has no limit of its own, the pool of connections and the JVM. */
    private static final Duration MOST = Duration.ofSeconds(40 - 2);

    /** What a pod needs at least, whoever adds to the time that it may take. */
    private static final int LEAST_GRACE = 60;

    static Stream<TestingManifests> overlays() {
        return PodRulesTest.overlays();
    }

    /** Delay and answers under way, and all of the node's work together beside them; then Quartz: each at its longest. */
    @ParameterizedTest
    @MethodSource("overlays")
    void aPodHasTheTimeToStopThatTheApplicationMayTake(TestingManifests overlay) throws Exception {
        Properties defaults = new Properties();
        defaults.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        Duration answers = seconds(overlay.settings().get("QUARKUS_SHUTDOWN_DELAY"))
                .plus(seconds(defaults.getProperty("quarkus.shutdown.timeout")));
        Duration work = deadlineOfAllWork();
        Duration longest = (answers.compareTo(work) > 0 ? answers : work)
                .plus(seconds(defaults.getProperty("quarkus.quartz.shutdown-wait-time")));

        int grace = overlay.one("Deployment")
                .at("/spec/template/spec/terminationGracePeriodSeconds")
                .asInt();

        assertThat(longest).isLessThanOrEqualTo(MOST);
        assertThat(grace).isGreaterThanOrEqualTo(LEAST_GRACE).isGreaterThan((int) longest.toSeconds());
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
