package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Secret;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bodies from LaunchDarkly's documentation: https://launchdarkly.com/docs/guides/integrations/build-synced-segments, the
 * template of integrations/heap-inbound/manifest.json in launchdarkly/integration-framework, and the general errors in
 * https://github.com/launchdarkly/api-client-ruby/tree/main/docs (*ErrorRep.md).
 */
class SegmentTargetFailureTest {

    @RegisterExtension
    static final WireMockExtension LAUNCH_DARKLY =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

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
                        "X-Ratelimit-Reset",
                        Long.toString(TestingCalls.NOW.plusSeconds(7).toEpochMilli()))
                .withHeader(
                        "X-Ratelimit-Auth-Token-Reset",
                        Long.toString(TestingCalls.NOW.plusSeconds(5).toEpochMilli())));

        assertThat(failure().waitUntil()).contains(TestingCalls.NOW.plusSeconds(7));
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
        VendorFailure failure = failureAt("http://localhost:1");

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.status()).isZero();
    }

    @Test
    void takesAnUnknownNameAsPassing() {
        assertThat(failureAt("http://nowhere.invalid").message()).contains("DNS");
    }

    @Test
    void takesAnAnswerWithoutTlsAsPassing() {
        VendorFailure failure = failureAt("https://localhost:" + LAUNCH_DARKLY.getPort());

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(failure.message()).contains("TLS");
    }

    @Test
    void refusesATokenThatCannotStandInAHeader() {
        TargetSegment segment = new TargetSegment("57be1db38b75bf0772d11384", new Secret("api-\n1"), "1", "n");

        TargetAnswer answer = TestingCalls.target(LAUNCH_DARKLY.baseUrl(), Duration.ofSeconds(1))
                .send(segment, TestingCalls.BATCH)
                .toCompletableFuture()
                .join();

        assertThat(answer.failure())
                .hasValueSatisfying(failure -> assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS_REFUSED));
    }

    private static void answer(ResponseDefinitionBuilder response) {
        LAUNCH_DARKLY.stubFor(post(urlEqualTo(TestingCalls.PATH)).willReturn(response));
    }

    private static VendorFailure failure() {
        return failureWithin(Duration.ofSeconds(5));
    }

    private static VendorFailure failureWithin(Duration callTimeout) {
        return TestingCalls.send(LAUNCH_DARKLY.baseUrl(), callTimeout, TestingCalls.BATCH)
                .failure()
                .orElseThrow();
    }

    private static VendorFailure failureAt(String url) {
        return TestingCalls.send(url, Duration.ofSeconds(5), TestingCalls.BATCH)
                .failure()
                .orElseThrow();
    }
}
