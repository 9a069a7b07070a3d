package io.segue.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
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

/** What the command line says when it gets no answer that it can use, and whom it trusts. */
class CliRefusalsTest {

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
    void showsARefusalWithItsCodeAndWhatToDo() {
        SEGUE.stubFor(get(anyUrl())
                .willReturn(status(403)
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("""
                {"type":"/errors#not-allowed","code":"not-allowed","title":"Not allowed","status":403,
                 "detail":"This needs the role editor; yours is viewer."}""")));

        Ended ended = segue("wait", "run_1");

        assertThat(ended.exit()).isEqualTo(Exit.REFUSED);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("""
                segue: Not allowed (403, not-allowed)
                  This needs the role editor; yours is viewer.
                  What to do: An owner gives another role under People, or makes an API token that may.
                  See %s/errors#not-allowed
                """.formatted(url()));
    }

    @Test
    void asksAgainWhenItIsTold() {
        SEGUE.stubFor(get(urlPathEqualTo(RUN))
                .inScenario("run")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(status(429).withHeader("Retry-After", "1"))
                .willSetStateTo("later"));
        runIs("succeeded", "later", "later");

        assertThat(segue("wait", "run_1").exit()).isZero();
    }

    @Test
    void tellsThatSegueWasNotReached() {
        assertThat(run("wait", "run_1", "--url", "http://localhost:1", "--token-file", tokenFile.toString()))
                .satisfies(ended -> assertThat(ended.exit()).isEqualTo(Exit.NOT_REACHED))
                .satisfies(ended -> assertThat(ended.err()).contains("nothing answers there"));
        SEGUE.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(502).withBody("<html>Bad gateway")));
        assertThat(segue("wait", "run_1").exit()).isEqualTo(Exit.NOT_REACHED);
    }

    @Test
    void trustsNoCertificateThatNobodyVouchesFor() {
        Ended ended = run(
                "wait",
                "run_1",
                "--url",
                "https://localhost:" + SEGUE.httpsPort(),
                "--token-file",
                tokenFile.toString());

        assertThat(ended.exit()).isEqualTo(Exit.NOT_REACHED);
        assertThat(ended.err()).contains("its certificate is not one that this machine trusts");
        assertThat(SEGUE.getAllServeEvents()).isEmpty();
    }

    @Test
    void takesTheTokenNowhereElse() {
        SEGUE.stubFor(get(urlPathEqualTo(RUN)).willReturn(temporaryRedirect("/elsewhere")));

        assertThat(segue("wait", "run_1").exit()).isEqualTo(Exit.NOT_REACHED);

        SEGUE.verify(0, getRequestedFor(urlPathEqualTo("/elsewhere")));
    }

    @Test
    void warnsOfATokenThatEverybodyCanSeeAndPrintsNone() {
        runIs("succeeded", Scenario.STARTED, Scenario.STARTED);

        Ended ended = run("wait", "run_1", "--url", url(), "--token", TOKEN);

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).contains("warning: a token on the command line can be seen by others");
        assertThat(ended.out() + ended.err()).doesNotContain("canary");
        assertThat(segue("wait", "run_1").err()).isEmpty();
    }

    @Test
    void warnsOfATokenThatTravelsUnencrypted() {
        Ended ended = run("wait", "run_1", "--url", "http://segue.invalid", "--token-file", tokenFile.toString());

        assertThat(ended.exit()).isEqualTo(Exit.NOT_REACHED);
        assertThat(ended.err()).contains("warning: the token goes to segue.invalid unencrypted. Use https.");
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
