package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.Flag;
import io.segue.flags.FlagSource.Found;
import io.segue.platform.Secret;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies after https://launchdarkly.com/docs/api/feature-flags/list-feature-flags. */
class LaunchDarklyFlagsTest {

    private static final Secret TOKEN = new Secret("api-11111111-2222-3333");
    private static final String FIRST = "/api/v2/flags/web?env=production&summary=1&limit=100";
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
    void readsWhatEachFlagCanBeAndWhoIsGivenIt() {
        answer(FIRST, """
                {"items": [{"name": "New checkout", "kind": "boolean", "key": "new-checkout", "description": "One page",
                  "clientSideAvailability": {"usingMobileKey": false, "usingEnvironmentId": true}, "archived": false,
                  "variations": [{"_id": "v1", "value": true, "name": "On"}, {"_id": "v2", "value": false}],
                  "environments": {"production": {"on": true, "version": 4}}}], "totalCount": 1}""");

        Found found = read();

        assertThat(found.isWhole()).isTrue();
        assertThat(found.flags()).singleElement().satisfies(flag -> {
            assertThat(flag.key()).isEqualTo("new-checkout");
            assertThat(flag.name()).isEqualTo("New checkout");
            assertThat(flag.description()).isEqualTo("One page");
            assertThat(flag.inBrowsers()).isTrue();
            assertThat(flag.isOn()).contains(true);
            assertThat(flag.variations()).hasToString("[true, false]");
        });
        LAUNCH_DARKLY.verify(getRequestedFor(urlEqualTo(FIRST))
                .withHeader("Authorization", equalTo(TOKEN.value()))
                .withHeader("LD-API-Version", equalTo("20240415")));
    }

    @Test
    void readsPageAfterPage() {
        answer(FIRST, page("a", "/api/v2/flags/web?env=production&summary=1&limit=100&offset=100"));
        answer(FIRST + "&offset=100", page("b", null));

        assertThat(read().flags()).extracting(Flag::key).containsExactly("a", "b");
    }

    @Test
    void stopsWhereItIsUnreasonableToGoOn() {
        LAUNCH_DARKLY.stubFor(get(urlPathEqualTo("/api/v2/flags/web"))
                .willReturn(aResponse()
                        .withTransformers("response-template")
                        .withBody(page("a", "/api/v2/flags/web?env=production&x={{randomValue length=8}}"))));

        assertThat(read().isWhole()).isFalse();
        LAUNCH_DARKLY.verify(40, getRequestedFor(urlPathEqualTo("/api/v2/flags/web")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://elsewhere.example/api/v2/flags/web", "//elsewhere.example/", "/api/v2/flags/../tokens"})
    void takesTheTokenNowhereElse(String next) {
        answer(FIRST, page("a", next));

        assertThat(read().flags()).hasSize(1);
        assertThat(LAUNCH_DARKLY.getAllServeEvents()).hasSize(1);
    }

    @Test
    void leavesOutWhatIsArchivedOrHasNoKeyThatIsOne() {
        answer(FIRST, """
                {"items": [{"key": "old", "archived": true}, {"name": "nameless"}, {"key": "a'b"}, {"key": "bare"}]}""");

        Found found = read();

        assertThat(found.flags())
                .containsExactly(new Flag("bare", "bare", "", java.util.List.of(), false, Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "401, CREDENTIALS_REFUSED",
        "403, CREDENTIALS_REFUSED",
        "404, NOT_FOUND",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "302, UNAVAILABLE"
    })
    void endsInWhatWentWrong(int status, Kind kind) {
        LAUNCH_DARKLY.stubFor(get(urlEqualTo(FIRST)).willReturn(aResponse().withStatus(status)));

        assertThatThrownBy(this::read).isInstanceOfSatisfying(VendorException.class, e -> {
            assertThat(e.failure().kind()).isEqualTo(kind);
            assertThat(e.failure().status()).isEqualTo(status);
        });
    }

    private Found read() {
        AccountClient client = new AccountClient(
                TestingLaunchDarklyConfig.clientOf(LAUNCH_DARKLY.baseUrl()), new FailureGrading(Clock.systemUTC()));
        return new LaunchDarklyFlags(client).read("web", "production", TOKEN);
    }

    private static void answer(String url, String json) {
        LAUNCH_DARKLY.stubFor(get(urlEqualTo(url)).willReturn(okJson(json)));
    }

    private static String page(String key, String next) {
        String links = next == null ? "{}" : "{\"next\": {\"href\": \"" + next + "\"}}";
        return "{\"items\": [{\"key\": \"" + key + "\"}], \"_links\": " + links + "}";
    }
}
