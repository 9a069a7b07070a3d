package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.segue.connection.CheckStep;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.Verdict;
import io.segue.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchDarklyEvaluatorTest {

    private static final String ID = "57be1db38b75bf0772d11384";
    private static final Secret KEY = new Secret("sdk-11111111-2222");
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
    void answerAsAHealthyEnvironment() {
        LAUNCH_DARKLY.resetAll();
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/sdk/latest-all"))
                .withHeader("Authorization", equalTo(KEY.value()))
                .willReturn(okJson("{\"flags\": {}, \"segments\": {}}")));
        identity(ID);
    }

    @Test
    void passesTheKeyOfTheEnvironment() {
        assertThat(verdicts()).containsExactly(Verdict.PASSED, Verdict.PASSED, Verdict.PASSED);
        assertThat(check().toString()).doesNotContain(KEY.value());
    }

    @Test
    void findsTheKeyOfAnotherEnvironment() {
        identity("57be1db38b75bf0772d11385");

        assertThat(verdicts()).containsExactly(Verdict.PASSED, Verdict.FAILED, Verdict.PASSED);
    }

    @Test
    void cannotTellWhenLaunchDarklyDoesNot() {
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/api/v2/caller-identity")).willReturn(okJson("{}")));

        assertThat(verdicts()).containsExactly(Verdict.PASSED, Verdict.UNKNOWN, Verdict.PASSED);
    }

    @Test
    void failsAKeyThatIsNone() {
        LAUNCH_DARKLY.resetAll();
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/api/v2/caller-identity"))
                .willReturn(aResponse().withStatus(401)));
        LAUNCH_DARKLY.stubFor(
                get(urlEqualTo("/sdk/latest-all")).willReturn(aResponse().withStatus(401)));

        assertThat(verdicts()).containsExactly(Verdict.FAILED, Verdict.SKIPPED, Verdict.FAILED);
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIALS_REFUSED",
        "403, CREDENTIALS_REFUSED",
        "404, NOT_FOUND",
        "429, RATE_LIMITED",
        "400, UNAVAILABLE",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void endsInWhatWentWrong(int status, Kind kind) {
        LAUNCH_DARKLY.stubFor(
                get(urlEqualTo("/sdk/latest-all")).willReturn(aResponse().withStatus(status)));

        VendorFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure.message()).doesNotContain(KEY.value());
    }

    @Test
    void triesAgainLaterWhenTheConnectionBreaks() {
        LAUNCH_DARKLY.stubFor(
                get(urlEqualTo("/sdk/latest-all")).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void triesAgainLaterWhenItIsNoSetOfFlags() {
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/sdk/latest-all")).willReturn(okJson("[]")));

        assertThat(failure().message()).contains("no set of flags");
    }

    @Test
    void waitsNoLongerThanForAnyCall() {
        LAUNCH_DARKLY.stubFor(
                get(urlEqualTo("/sdk/latest-all")).willReturn(aResponse().withFixedDelay(20_000)));
        long start = System.nanoTime();

        assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    private static VendorFailure failure() {
        VendorFailure[] failure = new VendorFailure[1];
        assertThatThrownBy(() -> evaluator().open(KEY))
                .isInstanceOfSatisfying(VendorException.class, e -> failure[0] = e.failure());
        return failure[0];
    }

    private static List<Verdict> verdicts() {
        return check().stream().map(CheckStep::verdict).toList();
    }

    private static List<CheckStep> check() {
        return evaluator().check(ID, KEY);
    }

    private static void identity(String environment) {
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/api/v2/caller-identity"))
                .withHeader("Authorization", equalTo(KEY.value()))
                .willReturn(okJson("{\"environmentId\": \"" + environment + "\"}")));
    }

    private static LaunchDarklyEvaluator evaluator() {
        URI url = URI.create(LAUNCH_DARKLY.baseUrl());
        LaunchDarklyConfig config =
                new TestingLaunchDarklyConfig(url, url, url, Duration.ofSeconds(3), Duration.ofSeconds(2), "20240415");
        AccountClient account = new AccountClient(
                TestingLaunchDarklyConfig.clientOf(LAUNCH_DARKLY.baseUrl()), new FailureGrading(Clock.systemUTC()));
        return new LaunchDarklyEvaluator(account, config, Clock.systemUTC());
    }
}
