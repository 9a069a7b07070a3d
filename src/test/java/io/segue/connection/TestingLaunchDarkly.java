package io.segue.connection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** LaunchDarkly as far as accounts go: one environment, and one access token that works. */
public class TestingLaunchDarkly implements QuarkusTestResourceLifecycleManager {

    public static final String ENVIRONMENT = "57be1db38b75bf0772d11384";
    public static final String TOKEN = "api-c0ffee00-1111-2222-3333-CANARY";

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
        return Map.of(
                "segue.launchdarkly.url", server.baseUrl(),
                "segue.launchdarkly.client-sdk-url", server.baseUrl());
    }

    @Override
    public void stop() {
        server.stop();
    }

    private void known(String path, String json) {
        server.stubFor(get(urlPathEqualTo(path))
                .withHeader("Authorization", equalTo(TOKEN))
                .willReturn(okJson(json)));
    }
}
