package io.segue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.segue.TestingCopies.Copy;
import io.segue.upgrade.TestingRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upgrade without a break: a copy of the last release works, this version migrates beside it, both work on one database,
 * and the old one goes. The last release is built from its commit, so this needs the repository's history.
 */
@Tag("long")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class UpgradeIT {

    @TempDir
    Path folder;

    @Test
    void bothVersionsWorkOnTheNewSchema() throws Exception {
        String lastRelease = jarOf(TestingRelease.last().commit());
        try (TestingCopies copies = new TestingCopies(folder)) {
            // Given a copy of the last release at work, with somebody signed in
            Copy old = copies.start("old", lastRelease, Map.of());
            TestingVisitor support = new TestingVisitor(old.url());
            support.signIn(Map.of("username", "support"));
            assertThat(old.page("7", 0, 100)).isEqualTo(200);
            awaitMembers(old, 100);
            String connection = old.connect("api-00000000-0000-4000-8000-000000000001");
            old.order("7", connection);
            await().until(() -> "succeeded".equals(old.lastRun("7", "state")));

            // When this version migrates and starts beside it
            assertThat(copies.run("migrate", "migrate")).isZero();
            assertThat(old.page("7", 100, 100)).as("beside the new schema").isEqualTo(200);
            awaitMembers(old, 200);
            Copy now = copies.start(
                    "now",
                    Map.of("quarkus.flyway.migrate-at-start", "false", "quarkus.flyway.validate-at-start", "true"));

            // Then either does what it did, for what the other knows
            for (Copy copy : List.of(old, now)) {
                assertThat(copy.page("7", 200 + copy.port(), 10)).isEqualTo(200);
                assertThat(new TestingVisitor(copy.url())
                                .withSession(support.session())
                                .get("/support")
                                .status())
                        .isEqualTo(200);
                run(copy, connection);
            }
            awaitMembers(now, 220);
            assertThat(outputOf("old")).doesNotContain("\"level\":\"ERROR\"");

            // And the old one starts once more, should the new one disappoint, and goes
            stop(old);
            if (TestingRelease.last().schema() > 33) {
                stop(copies.start("old", lastRelease, Map.of()));
            }
            assertThat(now.page("7", 1_000_000, 10)).isEqualTo(200);
            awaitMembers(now, 230);
            assertThat(outputOf("now")).doesNotContain("\"level\":\"ERROR\"");
        }
    }

    private String outputOf(String copy) throws IOException {
        return Files.readString(folder.resolve(copy).resolve("output.txt"));
    }

    private static void stop(Copy copy) throws InterruptedException {
        copy.process().terminate();
        assertThat(copy.process().exitCode()).isEqualTo(143);
    }

    private static void awaitMembers(Copy copy, int members) {
        await().untilAsserted(() -> assertThat(copy.members("7")).isEqualTo(members));
    }

    private static void run(Copy copy, String connection) {
        String id = copy.api()
                .body(Map.of("connectionId", connection))
                .post("/api/v1/segments/" + copy.segment("7") + "/runs")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        assertThat(copy.api().get("/api/v1/runs/" + id + "?wait=50").<String>path("state"))
                .isEqualTo("succeeded");
    }

    /** Built once, in a work tree of its own below target/. */
    private static String jarOf(String commit) throws IOException, InterruptedException {
        Path tree = Path.of("target", "last-release", commit).toAbsolutePath();
        Path jar = tree.resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.exists(jar)) {
            if (!Files.exists(tree)) {
                run(Path.of("."), "git", "worktree", "prune");
                run(Path.of("."), "git", "worktree", "add", "--detach", tree.toString(), commit);
            }
            run(tree, "./mvnw", "-q", "-B", "-ntp", "-Dmaven.test.skip=true", "package");
        }
        return jar.toString();
    }

    private static void run(Path in, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
