package io.segue.connection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.time.Duration;
import java.util.Map;

/** LaunchDarkly as far as accounts go: one environment, and one access token that works. */
public class TestingLaunchDarkly implements QuarkusTestResourceLifecycleManager {

    public static final String ENVIRONMENT = "57be1db38b75bf0772d11384";
    public static final String TOKEN = "api-c0ffee00-1111-2222-3333-CANARY";
    public static final String SDK_KEY = "sdk-c0ffee00-1111-2222-3333-CANARY";

    /** A segment of the environment that holds Ann, not Bob and not Cid, and answers for nobody else. */
    public static final String ASKED = "heap-inbound-951";

    /** One that LaunchDarkly only answers after {@link #SLOW}. */
    public static final String SLOW_SDK_KEY = "sdk-c0ffee00-4444-5555-6666-CANARYSLOW";

    public static final Duration SLOW = Duration.ofSeconds(5);

    /** Two of booleans, one of texts that seeks to escape, one of JSON, and one that browsers are not given. */
    private static final String FLAGS = """
            {"items": [
             {"key": "new-checkout", "name": "New checkout", "variations": [{"value": true}, {"value": false}],
              "clientSideAvailability": {"usingEnvironmentId": true}, "environments": {"production": {"on": true}}},
             {"key": "beta", "name": "Beta", "variations": [{"value": true}, {"value": false}],
              "clientSideAvailability": {"usingEnvironmentId": true}, "environments": {"production": {"on": false}}},
             {"key": "offer", "name": "<b>Offer</b>", "description": "</script><script>alert(1)</script>",
              "variations": [{"value": "none"}, {"value": "a \\"free\\" month"}],
              "clientSideAvailability": {"usingEnvironmentId": true}, "environments": {"production": {"on": true}}},
             {"key": "limits", "name": "Limits",
              "variations": [{"value": {"results": 20, "pages": {"most": 2}}}, {"value": {"results": 100}}],
              "clientSideAvailability": {"usingEnvironmentId": true}, "environments": {"production": {"on": true}}},
             {"key": "billing", "name": "Billing", "variations": [{"value": 1}, {"value": 2}],
              "clientSideAvailability": {"usingEnvironmentId": false}, "environments": {"production": {"on": true}}}]}""";

    /** One flag that is on for everybody. */
    private static final String RULES = """
            {"segments": {}, "flags": {"new-checkout": {"key": "new-checkout", "version": 1, "on": true, "salt": "s",
              "variations": [false, true], "offVariation": 0, "fallthrough": {"variation": 1}, "rules": [],
              "targets": [], "prerequisites": []}}}""";

    private final WireMockServer server = new WireMockServer(options().dynamicPort());

    @Override
    public Map<String, String> start() {
        server.start();
        server.stubFor(get(urlPathEqualTo("/api/v2/caller-identity"))
                .willReturn(aResponse()
                        .withStatus(401)
                        .withBody("{\"code\": \"unauthorized\", \"message\": \"Invalid account ID header\"}")));
        server.stubFor(
                get(urlPathEqualTo("/api/v2/projects")).willReturn(aResponse().withStatus(401)));
        known("/api/v2/caller-identity", "{\"tokenId\": \"t1\", \"tokenName\": \"CI\", \"serviceToken\": true}");
        known("/api/v2/tokens/t1", "{\"role\": \"writer\"}");
        known("/api/v2/projects", """
                {"items": [{"key": "web", "name": "Web <b>shop</b>", "environments": {"items": [{"_id": "%s",
                 "key": "production", "name": "Production", "apiKey": "sdk-CANARY", "mobileKey": "mob-CANARY"}]}}]}""".formatted(ENVIRONMENT));
        server.stubFor(get(urlEqualTo("/sdk/goals/" + ENVIRONMENT)).willReturn(okJson("[]")));
        known("/api/v2/flags/web", FLAGS);
        asked("ann", okJson("{\"userKey\": \"ann\", \"included\": true, \"excluded\": false}"));
        asked("bob", okJson("{\"userKey\": \"bob\", \"included\": false, \"excluded\": false}"));
        asked("cid", okJson("{\"userKey\": \"cid\", \"included\": false, \"excluded\": false}"));
        asked("dot", aResponse().withStatus(503));
        server.stubFor(
                get(urlPathEqualTo("/sdk/latest-all")).willReturn(aResponse().withStatus(401)));
        server.stubFor(get(urlPathEqualTo("/sdk/latest-all"))
                .withHeader("Authorization", equalTo(SDK_KEY))
                .willReturn(okJson(RULES)));
        server.stubFor(get(urlPathEqualTo("/api/v2/caller-identity"))
                .withHeader("Authorization", equalTo(SLOW_SDK_KEY))
                .willReturn(aResponse().withStatus(401).withFixedDelay((int) SLOW.toMillis())));
        server.stubFor(get(urlPathEqualTo("/api/v2/caller-identity"))
                .withHeader("Authorization", equalTo(SDK_KEY))
                .willReturn(okJson("{\"environmentId\": \"" + ENVIRONMENT + "\"}")));
        return Map.of(
                "segue.launchdarkly.url", server.baseUrl(),
                "segue.launchdarkly.client-sdk-url", server.baseUrl(),
                "segue.launchdarkly.server-sdk-url", server.baseUrl());
    }

    @Override
    public void stop() {
        server.stop();
    }

    private void asked(String key, ResponseDefinitionBuilder answer) {
        server.stubFor(get(urlPathEqualTo("/api/v2/segments/web/production/" + ASKED + "/contexts/" + key))
                .withHeader("Authorization", equalTo(TOKEN))
                .willReturn(answer));
    }

    private void known(String path, String json) {
        server.stubFor(get(urlPathEqualTo(path))
                .withHeader("Authorization", equalTo(TOKEN))
                .willReturn(okJson(json)));
    }
}
