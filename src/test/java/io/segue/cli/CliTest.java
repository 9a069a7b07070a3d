package io.segue.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands print, and how they end, whatever a server answers. The real one is asked by CliIT. */
class CliTest {

    private static final String TOKEN = "segue_canary_of_a_token";
    private static final String RUN = "/api/v1/runs/run_1";

    private static final WireMockServer SEGUE =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());

    @TempDir
    static Path folder;

    static Path tokenFile;

    /** How a command ended, and what it said. */
    record Ended(int exit, String out, String err) {}

    @BeforeAll
    static void start() throws IOException {
        SEGUE.start();
        tokenFile = Files.writeString(folder.resolve("token"), TOKEN + "\n");
    }

    @BeforeEach
    void forget() {
        SEGUE.resetAll();
    }

    @AfterAll
    static void stop() {
        SEGUE.stop();
    }

    @Test
    void listsSegmentsWithWhereTheyGoAndLetsNoNameSteerTheTerminal() {
        stub("/api/v1/connections", "{\"items\":[{\"id\":\"con_1\",\"name\":\"Production\"}]}");
        stub("/api/v1/segments", """
                {"items":[
                  {"id":"seg_1","heapId":"7","name":"Power\\u001b[2J users","members":12500,"syncs":[
                    {"connectionId":"con_1","mode":"recurring","state":"ready","paused":true,
                     "lastRun":{"state":"succeeded"}}]},
                  {"id":"seg_2","heapId":"8","name":"Trials","members":3,"syncs":[]}]}""");

        Ended ended = segue("segments");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).isEqualTo("""
                ID     HEAP ID  NAME             MEMBERS  TO          MODE       STATE   LAST RUN
                seg_1  7        Power?[2J users  12,500   Production  recurring  paused  succeeded
                seg_2  8        Trials           3        -           off        -       -
                """);
        SEGUE.verify(getRequestedFor(urlPathEqualTo("/api/v1/segments"))
                .withHeader("Authorization", equalTo("Bearer " + TOKEN)));
    }

    @Test
    void followsTheCursorOfAPiece() {
        stub("/api/v1/connections", "{\"items\":[]}");
        stub("/api/v1/segments", "{\"items\":[{\"id\":\"seg_1\",\"syncs\":[]}],\"next\":\"a+b\"}");
        SEGUE.stubFor(get(urlPathEqualTo("/api/v1/segments"))
                .withQueryParam("cursor", equalTo("a+b"))
                .willReturn(okJson("{\"items\":[{\"id\":\"seg_2\",\"syncs\":[]}]}")));

        assertThat(segue("status").out()).startsWith("2 segments, 0 syncs on");
    }

    @Test
    void endsWithOneWhileASyncIsFailing() {
        stub("/api/v1/connections", "{\"items\":[{\"id\":\"con_1\",\"name\":\"Production\"}]}");
        stub("/api/v1/segments", """
                {"items":[{"id":"seg_1","name":"Power users","silentSince":"2026-11-27T08:00:00Z","syncs":[
                  {"connectionId":"con_1","mode":"recurring","state":"stopped",
                   "failure":{"code":"credentials-refused","message":"LaunchDarkly refused the token"}}]}]}""");

        Ended ended = segue("status");

        assertThat(ended.exit()).isEqualTo(Exit.FAILED);
        assertThat(ended.out())
                .contains("1 segment, 1 sync on, 1 failing, 0 paused, 1 silent")
                .contains("Power users  Production  credentials-refused  LaunchDarkly refused the token")
                .contains("Power users        2026-11-27T08:00:00Z");
        assertThat(segue("status", "--json").out()).contains("\"code\" : \"credentials-refused\"");
    }

    @Test
    void waitsUntilARunEndsAndEndsAsItDid() {
        runIs("running", Scenario.STARTED, "later");
        runIs("succeeded", "later", "later");

        Ended ended = segue("wait", "run_1", "--timeout", "1m");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out()).contains("run_1  succeeded  1,234  0        2      0");

        runIs("failed", "later", "later");
        assertThat(segue("wait", "run_1").exit()).isEqualTo(Exit.FAILED);
        runIs("cancelled", "later", "later");
        assertThat(segue("wait", "run_1").exit()).isEqualTo(Exit.FAILED);
    }

    /** A state that this client does not know is not taken for an end. */
    @Test
    void endsWithFiveWhenTheLimitComesFirst() {
        runIs("resting", Scenario.STARTED, Scenario.STARTED);

        Ended ended = segue("wait", "run_1", "--timeout", "1s");

        assertThat(ended.exit()).isEqualTo(Exit.TIME_IS_UP);
        assertThat(ended.out()).contains("resting");
    }

    @Test
    void saysWhatIsWrongWithTheCommandLine() {
        assertThat(run().exit()).isEqualTo(Exit.USAGE);
        assertThat(run("dance").exit()).isEqualTo(Exit.USAGE);
        assertThat(segue("wait").exit()).isEqualTo(Exit.USAGE);
        assertThat(segue("wait", "run_1", "--timeout", "soon").err()).contains("expected such as 90s, 15m or 2h");
        assertThat(run("status", "--url", "ftp://x", "--token-file", tokenFile.toString())
                        .err())
                .contains("expected an address such as https://segue.example.com");
        assertThat(run("status", "--url", "https://me:secret@x", "--token-file", tokenFile.toString())
                        .exit())
                .isEqualTo(Exit.USAGE);
        assertThat(run("status", "--url", url(), "--token-file", "nowhere").err())
                .contains("expected to read the token from nowhere");
        assertThat(segue("plan", "nowhere.yaml").exit()).isEqualTo(Exit.USAGE);
        assertThat(run("wait", "--help").out()).contains("Waits for a run to end", "--timeout");
    }

    @Test
    void sendsADocumentAsWhatItIsAndAppliesNoDangerousPlanUnseen() throws IOException {
        Path yaml = Files.writeString(folder.resolve("segue.yaml"), "version: 1\n");
        Path json = Files.writeString(folder.resolve("segue.json"), "{\"version\":1}");
        SEGUE.stubFor(post("/api/v1/plan").willReturn(okJson("""
                {"fingerprint":"abc.300","dangerous":true,"steps":[{}],"obstacles":[],"text":"removes 300 members\\n"}""")));
        SEGUE.stubFor(post("/api/v1/apply").willReturn(okJson("""
                {"complete":true,"steps":[{"result":"done","action":"turn-off","subject":"sync x"}]}""")));

        Ended refused = segue("apply", yaml.toString());

        assertThat(refused.exit()).isEqualTo(Exit.REFUSED);
        assertThat(refused.out()).contains("removes 300 members");
        assertThat(refused.err()).contains("apply it with --fingerprint abc.300");
        SEGUE.verify(0, postRequestedFor(urlPathEqualTo("/api/v1/apply")));
        assertThat(segue("plan", yaml.toString(), "--check").exit()).isEqualTo(Exit.DIFFERS);

        Ended applied = segue("apply", json.toString(), "--fingerprint", "abc.300");

        assertThat(applied.exit()).isZero();
        assertThat(applied.out()).contains("done    turn-off sync x");
        SEGUE.verify(postRequestedFor(urlPathEqualTo("/api/v1/apply"))
                .withHeader("If-Match", equalTo("\"abc.300\""))
                .withHeader("Content-Type", equalTo("application/json")));
        SEGUE.verify(
                2,
                postRequestedFor(urlPathEqualTo("/api/v1/plan"))
                        .withHeader("Content-Type", equalTo("application/yaml")));
    }

    @Test
    void endsWithFourWhenNotAllOfItWasDone() throws IOException {
        Path yaml = Files.writeString(folder.resolve("half.yaml"), "version: 1\n");
        SEGUE.stubFor(post("/api/v1/apply").willReturn(status(207).withBody("""
                {"complete":false,"steps":[{"result":"failed","action":"change","subject":"settings",
                  "failure":{"code":"invalid-request","message":"expected 30 to 900 seconds"}}]}""")));

        Ended ended = segue("apply", yaml.toString(), "--fingerprint", "abc.0");

        assertThat(ended.exit()).isEqualTo(Exit.REFUSED);
        assertThat(ended.out()).contains("failed  change settings  invalid-request: expected 30 to 900 seconds");
    }

    private static void stub(String path, String json) {
        SEGUE.stubFor(get(urlPathEqualTo(path)).willReturn(okJson(json)));
    }

    private static void runIs(String state, String from, String to) {
        SEGUE.stubFor(get(urlPathEqualTo(RUN))
                .inScenario("run")
                .whenScenarioStateIs(from)
                .willReturn(okJson("{\"id\":\"run_1\",\"state\":\"" + state + "\",\"adds\":1234,\"calls\":2}"))
                .willSetStateTo(to));
    }

    private static String url() {
        return "http://localhost:" + SEGUE.port();
    }

    private static Ended segue(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", url() + "/", "--token-file", tokenFile.toString()));
        return run(all.toArray(String[]::new));
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Cli.line().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exit = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return new Ended(exit, out.toString(), err.toString());
    }
}
