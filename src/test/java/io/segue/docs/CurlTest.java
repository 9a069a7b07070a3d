package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.segue.TestingDatabase;
import io.segue.TestingWorlds;
import io.segue.TestingWorlds.World;
import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import io.segue.tenant.Role;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's calls of the API, as they are written there, against the application. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class CurlTest {

    private static final Pattern FINGERPRINT = Pattern.compile("\"fingerprint\":\"([^\"]+)\"");

    /** As curl ends, told so below. */
    private static final int REFUSED = 22;

    /** One reader has one shell; and curl, which calls a refusal a success, is told not to. */
    private static final String BEFORE = "if [ -e variables ]; then source ./variables; fi\n"
            + "curl() { command curl --fail-with-body --silent \"$@\"; }\n"
            // Not on every machine; what counts is the call.
            + "uuidgen() { cat /proc/sys/kernel/random/uuid; }\n";

    private static final String BEHIND = "\nfor name in run state FINGERPRINT; do"
            + " if [ -n \"${!name:-}\" ]; then echo \"$name=${!name}\" >> variables; fi; done";

    @TempDir
    Path folder;

    @Inject
    TestingWorlds worlds;

    /** One after the other, as a reader does: what one wrote, the next one takes. */
    @Test
    void eachSucceedsForWhoPastesIt() throws IOException {
        assumeThat(TestingShell.has("curl")).as("curl is installed").isTrue();
        World world = worlds.ofNobody();
        Files.writeString(folder.resolve("segue.yaml"), "version: 1\n");
        Map<String, String> environment = Map.of(
                "SEGUE_URL", "http://localhost:" + RestAssured.port, "SEGUE_TOKEN", worlds.token(world, Role.OWNER));
        List<CommandRow> rows = CommandTable.ROWS.stream()
                .filter(row -> row.how().kind() == Kind.CURL)
                .filter(row -> !row.command().contains("jq ") || TestingShell.has("jq"))
                .toList();

        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            Ended ended = TestingShell.run(folder, environment, BEFORE + filled(row.command(), world) + BEHIND);
            boolean isRefused = !row.how().words().isEmpty();
            assertThat(ended.exit()).as(row + "\n" + ended.output()).isEqualTo(isRefused ? REFUSED : 0);
            assertThat(ended.output()).contains(row.how().words());
            keepFingerprint(ended.output());
        });
        assertThat(folder.resolve("segue.yaml"))
                .content()
                .startsWith("version: 1\n")
                .contains("connections:");
    }

    /** Which the guide takes from the plan's answer by hand. */
    private void keepFingerprint(String output) {
        Matcher fingerprint = FINGERPRINT.matcher(output);
        if (fingerprint.find()) {
            TestingShell.run(folder, Map.of(), "echo FINGERPRINT=" + fingerprint.group(1) + " >> variables");
        }
    }

    /** Its imitation, which refuses whom the vendor refuses. */
    private static String sandbox(String vendor) {
        return "http://localhost:" + RestAssured.port + "/sandbox/" + vendor;
    }

    /** Ids that a reader would have taken from an answer. */
    private static String filled(String command, World world) {
        String filled = command.replace("https://segue.example.com", "http://localhost:" + RestAssured.port)
                .replace("https://app.launchdarkly.com", sandbox("launchdarkly"))
                .replace("https://heapanalytics.com", sandbox("heap"))
                .replace("\"Zk3…\"", "*");
        for (Map.Entry<String, String> name : world.names().entrySet()) {
            String value = name.getValue();
            if (value.length() > 4 && value.charAt(3) == '_') {
                filled = filled.replace(value.substring(0, 4) + "…", value);
            }
        }
        return filled;
    }
}
