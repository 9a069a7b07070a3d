package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Secret;
import io.segue.sync.Batch;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetAnswer.SegmentPlace;
import io.segue.sync.TargetSegment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies from LaunchDarkly's documentation: https://launchdarkly.com/docs/guides/integrations/build-synced-segments, the
 * template of integrations/heap-inbound/manifest.json in launchdarkly/integration-framework, and the general errors in
 * https://github.com/launchdarkly/api-client-ruby/tree/main/docs (*ErrorRep.md).
 */
class SegmentTargetTest {

    private static final String PATH = "/api/v2/segment-targets/heap-inbound";
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final TargetSegment SEGMENT = new TargetSegment(
            "57be1db38b75bf0772d11384", new Secret("api-11111111-2222-3333"), "1234567", "Power users");
    private static final Batch BATCH = new Batch(List.of("user-1", "user-2"), List.of("user-9"));
    private static final WireMockServer LAUNCH_DARKLY =
            new WireMockServer(options().dynamicPort());

    @BeforeAll
    static void start() {
        LAUNCH_DARKLY.start();
    }

    @AfterAll
    static void stop() {
        LAUNCH_DARKLY.stop();
    }

    @BeforeEach
    void forget() {
        LAUNCH_DARKLY.resetAll();
    }

    @Test
    void sendsJustWhatTheManifestReads() {
        answer(aResponse().withStatus(204));

        assertThat(send().isDone()).isTrue();

        LAUNCH_DARKLY.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Authorization", equalTo("api-11111111-2222-3333"))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("LD-API-Version", equalTo("20240415"))
                        .withHeader("User-Agent", equalTo("segue/1.2.3"))
                        .withHeader("Upgrade", absent())
                        .withRequestBody(equalToJson("""
                                {"parameters": {"environment_id": "57be1db38b75bf0772d11384"},
                                 "heap": {"data": {"segment": {"id": "1234567", "name": "Power users"},
                                                   "add": [{"id": "user-1"}, {"id": "user-2"}],
                                                   "remove": [{"id": "user-9"}]}}}""")));
    }

    @Test
    void sendsBothArraysEvenWhenOneIsEmpty() {
        answer(aResponse().withStatus(204));

        send(new Batch(List.of("Zoë \"Z\" \\ ☕ 🦊"), List.of()));

        String body = LAUNCH_DARKLY.getAllServeEvents().get(0).getRequest().getBodyAsString();
        assertThat(body).contains("\"add\":[{\"id\":\"Zoë \\\"Z\\\" \\\\ ☕ 🦊\"}],\"remove\":[]");
    }

    @Test
    void keepsWhereTheSegmentIs() {
        answer(aResponse().withStatus(200).withBody("""
                {"projectId": "web", "environmentId": "production", "segmentId": "heap-inbound-1234567",
                 "segmentUrl": "https://app.launchdarkly.com/projects/web/segments/x?env&#x3D;production&amp;a&#x3D;1",
                 "status": "success"}"""));

        assertThat(send().place())
                .contains(new SegmentPlace(
                        "web",
                        "production",
                        "heap-inbound-1234567",
                        "https://app.launchdarkly.com/projects/web/segments/x?env=production&a=1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "//evil.example", "https:", "not a url"})
    void keepsNoLinkThatIsNotOfTheWeb(String url) {
        answer(aResponse().withStatus(200).withBody("{\"segmentId\": \"k\", \"segmentUrl\": \"" + url + "\"}"));

        assertThat(send().place())
                .hasValueSatisfying(place -> assertThat(place.url()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "<html>", "{\"segmentId\": ", "[]", "\"done\"", "null"})
    void isDoneOnAnySuccessWhateverItsBody(String body) {
        answer(aResponse().withStatus(202).withBody(body));

        assertThat(send()).isEqualTo(TargetAnswer.done(202, java.util.Optional.empty()));
    }

    @Test
    void takesASuccessThatSaysFailureAsFailure() {
        answer(aResponse().withStatus(200).withBody("""
                {"projectId": "", "environmentId": "", "segmentId": "", "segmentUrl": "", "status": "failure",
                 "error": {"message": "could not find path /heap/data/segment/id in request payload"}}"""));

        VendorFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure.status()).isEqualTo(200);
        assertThat(failure.message()).contains("could not find path /heap/data/segment/id");
    }

    @ParameterizedTest
    @CsvSource({"403,CREDENTIALS_REFUSED", "409,CONFLICT", "500,UNAVAILABLE", "400,REJECTED", "7,REJECTED"})
    void gradesAFailureInsideASuccessByItsCode(int code, Kind kind) {
        answer(aResponse()
                .withStatus(200)
                .withBody("{\"status\": \"failure\", \"error\": {\"message\": \"m\", \"code\": " + code + "}}"));

        assertThat(failure().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400,REJECTED", "413,REJECTED", "422,REJECTED", "401,CREDENTIALS_REFUSED", "403,CREDENTIALS_REFUSED",
        "404,NOT_FOUND", "409,CONFLICT", "429,RATE_LIMITED", "408,UNAVAILABLE", "500,UNAVAILABLE",
        "502,UNAVAILABLE", "503,UNAVAILABLE", "504,UNAVAILABLE", "405,UNAVAILABLE", "304,UNAVAILABLE"
    })
    void gradesEachStatusByWhoMustAct(int status, Kind kind) {
        answer(aResponse().withStatus(status));

        VendorFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).startsWith("Sending members to LaunchDarkly: ");
    }

    @Test
    void readsTheMessageOfBrokenJson() {
        answer(aResponse().withStatus(400).withBody("""
                {"projectId": "", "status": "failure", "error": {"message": "unexpected "x" here", "code": 400 } }"""));

        assertThat(failure().message()).endsWith("LaunchDarkly says: unexpected \"x\" here");
    }

    @Test
    void cutsTheMessageAndTakesControlCharactersAndTheTokenOut() {
        answer(aResponse()
                .withStatus(400)
                .withBody("{\"message\": \"a\\r\\n\\u0000b api-11111111-2222-3333 " + "x".repeat(500) + "\"}"));

        assertThat(failure().message())
                .contains("LaunchDarkly says: a b *** xxx")
                .doesNotContain("api-1111")
                .hasSizeLessThan(320);
    }

    @Test
    void showsNoPageOfAProxy() {
        answer(aResponse().withStatus(502).withBody("<html><h1>Bad gateway</h1></html>"));

        assertThat(failure().message()).doesNotContain("<", "Bad gateway");
    }

    @Test
    void saysPlainlyThatTheTokenIsUnknown() {
        answer(aResponse()
                .withStatus(401)
                .withBody("{\"code\": \"unauthorized\", \"message\": \"Invalid account ID header\"}"));

        assertThat(failure().message()).contains("LaunchDarkly did not recognise this access token");
    }

    @Test
    void hintsAtSegmentApprovals() {
        answer(aResponse()
                .withStatus(403)
                .withBody("{\"code\": \"forbidden\", \"message\": \"approval is required\"}"));

        assertThat(failure().message()).contains("segment approvals", "bypassRequiredSegmentApproval");
    }

    @Test
    void waitsUntilTheLatestOfWhatALimitTells() {
        answer(aResponse()
                .withStatus(429)
                .withHeader("Retry-After", "3")
                .withHeader(
                        "X-Ratelimit-Reset", Long.toString(NOW.plusSeconds(7).toEpochMilli()))
                .withHeader(
                        "X-Ratelimit-Auth-Token-Reset",
                        Long.toString(NOW.plusSeconds(5).toEpochMilli())));

        assertThat(failure().waitUntil()).contains(NOW.plusSeconds(7));
    }

    @Test
    void followsNoRedirect() {
        answer(aResponse().withStatus(307).withHeader("Location", LAUNCH_DARKLY.baseUrl() + "/elsewhere"));

        assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);

        LAUNCH_DARKLY.verify(0, postRequestedFor(urlEqualTo("/elsewhere")));
        LAUNCH_DARKLY.verify(0, getRequestedFor(anyUrl()));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void takesABrokenConnectionAsPassing(Fault fault) {
        answer(aResponse().withFault(fault));

        VendorFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.message()).contains("tried again by itself");
    }

    @Test
    void givesUpOnASlowAnswer() {
        answer(aResponse().withStatus(204).withFixedDelay(3_000));

        VendorFailure failure = failureWithin(Duration.ofMillis(300));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.message()).contains("none came in time");
    }

    @Test
    void givesUpOnABodyThatTrickles() {
        answer(aResponse().withStatus(200).withBody("x".repeat(100)).withChunkedDribbleDelay(10, 5_000));

        assertThat(failureWithin(Duration.ofMillis(300)).message()).contains("none came in time");
    }

    @Test
    void readsNoMoreOfAHugeBodyThanItNeeds() {
        answer(aResponse().withStatus(400).withBody("{\"message\": \"too long\"}" + " ".repeat(3_000_000)));

        assertThat(failure().message()).endsWith("LaunchDarkly says: too long");
    }

    @Test
    void takesARefusedConnectionAsPassing() {
        assertThat(sendTo("http://localhost:1").failure()).hasValueSatisfying(failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
            assertThat(failure.status()).isZero();
        });
    }

    @Test
    void takesAnUnknownNameAsPassing() {
        assertThat(sendTo("http://nowhere.invalid").failure())
                .hasValueSatisfying(failure -> assertThat(failure.message()).contains("DNS"));
    }

    @Test
    void takesAnswersWithoutTlsAsPassing() {
        assertThat(sendTo("https://localhost:" + LAUNCH_DARKLY.port()).failure())
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void refusesATokenThatCannotStandInAHeader() {
        TargetSegment segment = new TargetSegment("57be1db38b75bf0772d11384", new Secret("api-\n1"), "1", "n");

        TargetAnswer answer = target(LAUNCH_DARKLY.baseUrl(), Duration.ofSeconds(1))
                .send(segment, BATCH)
                .toCompletableFuture()
                .join();

        assertThat(answer.failure())
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS_REFUSED));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        LAUNCH_DARKLY.stubFor(post(urlEqualTo(PATH)).willReturn(response));
    }

    private static TargetAnswer send() {
        return send(BATCH);
    }

    private static TargetAnswer send(Batch batch) {
        return target(LAUNCH_DARKLY.baseUrl(), Duration.ofSeconds(5))
                .send(SEGMENT, batch)
                .toCompletableFuture()
                .join();
    }

    private static TargetAnswer sendTo(String url) {
        return target(url, Duration.ofSeconds(5))
                .send(SEGMENT, BATCH)
                .toCompletableFuture()
                .join();
    }

    private static VendorFailure failure() {
        return send().failure().orElseThrow();
    }

    private static VendorFailure failureWithin(Duration callTimeout) {
        return target(LAUNCH_DARKLY.baseUrl(), callTimeout)
                .send(SEGMENT, BATCH)
                .toCompletableFuture()
                .join()
                .failure()
                .orElseThrow();
    }

    private static LaunchDarklySegmentTarget target(String url, Duration callTimeout) {
        return new LaunchDarklySegmentTarget(
                TestingLaunchDarklyConfig.clientOf(url, callTimeout),
                new FailureGrading(Clock.fixed(NOW, ZoneOffset.UTC)));
    }
}
