package io.segue.launchdarkly;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.segue.sync.Batch;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetAnswer.SegmentPlace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bodies from LaunchDarkly's documentation: https://launchdarkly.com/docs/guides/integrations/build-synced-segments, the
 * template of integrations/heap-inbound/manifest.json in launchdarkly/integration-framework, and the general errors in
 * https://github.com/launchdarkly/api-client-ruby/tree/main/docs (*ErrorRep.md).
 */
class SegmentTargetTest {

    @RegisterExtension
    static final WireMockExtension LAUNCH_DARKLY =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    @Test
    void sendsJustWhatTheManifestReads() {
        answer(aResponse().withStatus(204));

        assertThat(send().isDone()).isTrue();

        LAUNCH_DARKLY.verify(
                1,
                postRequestedFor(urlEqualTo(TestingCalls.PATH))
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

    private static void answer(ResponseDefinitionBuilder response) {
        LAUNCH_DARKLY.stubFor(post(urlEqualTo(TestingCalls.PATH)).willReturn(response));
    }

    private static TargetAnswer send() {
        return send(TestingCalls.BATCH);
    }

    private static TargetAnswer send(Batch batch) {
        return TestingCalls.send(LAUNCH_DARKLY.baseUrl(), Duration.ofSeconds(5), batch);
    }
}
