package io.segue;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.response.Response;
import io.segue.TestingCopies.Copy;
import io.segue.TestingVisitor.Answer;
import io.segue.backup.TestingRowsOfAll;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets that everything has seen, and where they must not lie afterwards: the log at its most talkative included. */
@Tag("long")
class CanaryIT {

    private static final String ACCESS_TOKEN = "api-ca9a9000-0000-4000-8000-00000000ca9a";
    private static final List<String> SECRETS = List.of(
            ACCESS_TOKEN,
            TestingCopies.WEBHOOK_SECRET,
            TestingCopies.API_TOKEN,
            TestingCopies.HOOK,
            TestingPackage.MASTER_KEY,
            "a secret of a client that is long enough");

    @TempDir
    static Path folder;

    static TestingCopies copies;
    static Copy segue;
    static TestingVisitor owner;

    @BeforeAll
    static void useThemAll() {
        copies = new TestingCopies(folder);
        segue = copies.start(
                "segue",
                Map.of(
                        "quarkus.log.level", "DEBUG",
                        "quarkus.log.category.\"io.segue\".level", "TRACE",
                        "quarkus.log.category.\"io.quarkus.oidc\".level", "DEBUG",
                        "quarkus.log.category.\"org.quartz\".level", "DEBUG",
                        "quarkus.log.category.\"org.flywaydb\".level", "DEBUG"));
        assertThat(segue.page("7", 0, 100)).isEqualTo(200);
        String connection = segue.connect(ACCESS_TOKEN);
        segue.api().post("/api/v1/connections/" + connection + "/check");
        segue.order("7", connection);
        await().until(() -> "succeeded".equals(segue.lastRun("7", "state")));
        owner = new TestingVisitor(segue.url());
        owner.signIn(Map.of("username", TestingCopies.OWNER));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        copies.close();
    }

    @Test
    void noneIsInTheLogOrInADumpOfTheThreads() throws Exception {
        new ProcessBuilder("kill", "-QUIT", Long.toString(segue.process().pid()))
                .start()
                .waitFor();
        await().until(() -> output().contains("Full thread dump"));

        assertThat(output())
                .contains("\"level\":\"DEBUG\"")
                .as("TRACE was asked for, and is given")
                .doesNotContain("below minimum logging level")
                .hasSizeGreaterThan(100_000);
        assertThat(SECRETS)
                .allSatisfy(secret ->
                        assertThat(output().contains(secret)).as(secret).isFalse());
        assertThat(output().contains(owner.session()))
                .as("the session's cookie")
                .isFalse();
    }

    @Test
    void noneLiesInTheDatabase() throws Exception {
        TestingRowsOfAll rows =
                new TestingRowsOfAll("jdbc:postgresql://localhost:" + copies.database.port() + "/segue");
        Map<String, List<String>> all = rows.read(rows.columns());

        assertThat(all.get("quartz.qrtz_triggers")).isNotEmpty();
        assertThat(SECRETS)
                .allSatisfy(secret -> assertThat(all.values())
                        .as(secret)
                        .allSatisfy(table ->
                                assertThat(table).noneMatch(row -> row.contains(secret) || row.contains(hex(secret)))));
    }

    @Test
    void noneIsInAnyAnswer() {
        List<String> answers = List.of(
                answer(segue.api().get("/api/v1/connections")),
                answer(segue.api().get("/api/v1/segments")),
                page("/t/acme"),
                page("/t/acme/connections"),
                page("/t/acme/setup"),
                page("/t/acme/inbox"),
                page("/t/acme/audit"),
                page("/t/acme/tokens"),
                owner.open("/t/acme/no-such-page").body(),
                answer(given().port(segue.management()).get("/q/metrics")),
                answer(given().port(segue.management()).get("/q/health")));

        assertThat(answers).allSatisfy(answer -> assertThat(SECRETS).noneMatch(answer::contains));
        assertThat(answers.get(0)).as("only its end").contains("ca9a");
    }

    private static String page(String path) {
        Answer answer = owner.open(path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.at()).as("where %s ends", path).hasPath(path);
        return answer.body();
    }

    private static String answer(Response response) {
        return response.then().statusCode(200).extract().asString();
    }

    private static String output() throws IOException {
        return Files.readString(folder.resolve("segue/output.txt"));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}
