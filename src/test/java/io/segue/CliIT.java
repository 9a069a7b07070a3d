package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a client of the packaged jar, each a process. In the order of a day: it shares what others started. */
@Tag("keycloak")
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CliIT {

    private static final String SEGMENT = "Segment 4711";

    @TempDir
    static Path folder;

    static TestingPipeline pipeline;

    /** How the process ended, and what it said. */
    record Ended(int exit, String out, String err) {}

    @BeforeAll
    static void start() {
        pipeline = TestingProduction.shared().pipeline();
        pipeline.connect("Production");
        pipeline.send("4711", "ann", "bob");
    }

    @Test
    @Order(1)
    void startsNothingAndNeedsNoSettingOfAServer() throws Exception {
        Ended help = segue(Map.of(), "help", "wait");
        Ended noToken = segue(Map.of("SEGUE_URL", pipeline.url()), "status");

        assertThat(help.exit()).isZero();
        assertThat(help.out()).contains("Waits for a run to end");
        assertThat(noToken.exit()).isEqualTo(2);
        assertThat(noToken.err())
                .contains("expected an API token: set SEGUE_TOKEN")
                .doesNotContain("Exception");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(Files::isDirectory)).isEmpty();
        }
        assertThat(help.out() + help.err()).doesNotContain("Listening", "Quarkus", "INFO");
    }

    @Test
    @Order(2)
    void appliesAConfigurationAndFindsItAgainInTheExport() throws Exception {
        Files.writeString(folder.resolve("segue.yaml"), """
                version: 1
                segments:
                  - heapId: 4711
                    keyField: id
                    syncs: [{connection: Production, mode: recurring, interval: 30h, followHeap: false}]
                """);

        Ended plan = segue("plan", "segue.yaml", "--check");
        assertThat(plan.exit()).as(plan.toString()).isEqualTo(6);
        assertThat(plan.out()).contains("+ sync \"" + SEGMENT + "\" to Production (line 5", "Up to 2 members go");
        assertThat(segue("apply", "segue.yaml").exit()).isZero();
        assertThat(segue("plan", "segue.yaml", "--check").exit()).isZero();

        assertThat(segue("export", "--output", "exported.yaml").exit()).isZero();
        assertThat(folder.resolve("exported.yaml")).content().contains("name: " + SEGMENT, "interval: 30h");
        assertThat(segue("plan", "exported.yaml").out()).startsWith("Nothing to do");
    }

    @Test
    @Order(3)
    void startsARunAndWaitsForIt() throws Exception {
        Ended synced = segue("sync", SEGMENT, "--connection", "Production", "--wait", "--timeout", "10m", "--json");

        assertThat(synced.exit()).as(synced.toString()).isZero();
        JsonNode ended = new ObjectMapper().readTree(synced.out());
        assertThat(ended.path("state").asText()).isEqualTo("succeeded");
        String run = ended.path("id").asText();
        assertThat(segue("wait", run, "--timeout", "15m").exit()).isZero();
        assertThat(segue("segments", "--name", "47").out()).contains(SEGMENT, "Production", "recurring", "succeeded");
        assertThat(segue("status").exit()).isZero();
    }

    @Test
    @Order(4)
    void takesMembersAwayOnlyWithTheFingerprintOfThePlan() throws Exception {
        Files.writeString(folder.resolve("empty.yaml"), """
                version: 1
                segments: [{heapId: 4711, syncs: [{connection: Production, mode: off, empty: true}]}]
                """);

        Ended refused = segue("apply", "empty.yaml");
        assertThat(refused.exit()).isEqualTo(4);
        assertThat(refused.out()).contains("! DANGEROUS: removes 2 members from LaunchDarkly");

        String fingerprint = refused.err().replaceAll("(?s).*--fingerprint (\\S+).*", "$1");
        Ended applied = segue("apply", "empty.yaml", "--fingerprint", fingerprint);
        assertThat(applied.exit()).as(applied.toString()).isZero();
        await().untilAsserted(() -> assertThat(pipeline.delivered("4711")).isZero());
    }

    @Test
    @Order(5)
    void showsARefusalAndNoToken() throws Exception {
        Ended wrong = segue(Map.of("SEGUE_URL", pipeline.url(), "SEGUE_TOKEN", "segue_canary"), "status");

        assertThat(wrong.exit()).isEqualTo(4);
        assertThat(wrong.err()).contains("(401, not-signed-in)", "What to do: Sign in, or send an API token");
        assertThat(wrong.out() + wrong.err()).doesNotContain("canary");
    }

    private static Ended segue(String... arguments) throws Exception {
        return segue(Map.of("SEGUE_URL", pipeline.url(), "SEGUE_TOKEN", TestingPipeline.TOKEN), arguments);
    }

    private static Ended segue(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                TestingPackage.java(), "-XX:TieredStopAtLevel=1", "-jar", System.getProperty("segue.jar"), "cli"));
        command.addAll(List.of(arguments));
        Path err = folder.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("QUARKUS_") || name.startsWith("SEGUE_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String out = read(process);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, Files.readString(err));
    }

    private static String read(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
