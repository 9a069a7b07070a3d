package io.segue.heap;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.segue.erasure.HeapApiKey;
import io.segue.erasure.HeapRefusedException;
import io.segue.platform.Secret;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies after Heap's page on its user deletion API: https://developers.heap.io/reference/user-deletion. */
class HeapDeletionApiTest {

    private static final HeapApiKey KEY = new HeapApiKey("1234", new Secret("a-key-of-heaps-0000"));
    private static final String TOKEN = "/api/public/v0/auth_token";
    private static final String DELETION = "/api/public/v0/user_deletion";
    private static final String STATUS = "/api/public/v0/deletion_status/d1";
    private static final WireMockServer HEAP = new WireMockServer(options().dynamicPort());

    private HeapDeletionApi api;

    /** Heap, and how long we wait for it. */
    private record TestingHeapConfig(URI url) implements HeapConfig {

        TestingHeapConfig(String url) {
            this(URI.create(url));
        }

        @Override
        public URI euUrl() {
            return url;
        }

        @Override
        public Duration connectTimeout() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration callTimeout() {
            return Duration.ofSeconds(5);
        }
    }

    @BeforeAll
    static void start() {
        HEAP.start();
    }

    @AfterAll
    static void stop() {
        HEAP.stop();
    }

    @BeforeEach
    void answerAsHeapDoes() {
        HEAP.resetAll();
        api = new HeapDeletionApi(new TestingHeapConfig(HEAP.baseUrl()));
        HEAP.stubFor(post(urlEqualTo(TOKEN)).willReturn(json(200, "{\"access_token\": \"t1\"}")));
        HEAP.stubFor(post(urlEqualTo(DELETION)).willReturn(json(201, """
                {"deletion_request_id": "d1", "deletion_request_location": "/api/public/v0/deletion_status/d1",
                 "status": "pending"}""")));
        HEAP.stubFor(get(urlEqualTo(STATUS)).willReturn(json(200, "{\"status\": \"pending\"}")));
    }

    @Test
    void asksWithAFreshTokenForOneIdentity() {
        assertThat(api.ask(KEY, "ann@example.com")).isEqualTo("d1");

        HEAP.verify(postRequestedFor(urlEqualTo(TOKEN))
                .withHeader("Authorization", equalTo("Basic MTIzNDphLWtleS1vZi1oZWFwcy0wMDAw")));
        HEAP.verify(postRequestedFor(urlEqualTo(DELETION))
                .withHeader("Authorization", equalTo("Bearer t1"))
                .withRequestBody(equalToJson("{\"users\": [{\"identity\": \"ann@example.com\"}]}")));
    }

    @Test
    void followsItUntilItIsComplete() {
        assertThat(api.isComplete(KEY, "d1")).isFalse();

        HEAP.stubFor(get(urlEqualTo(STATUS)).willReturn(json(200, "{\"status\": \"complete\"}")));
        assertThat(api.isComplete(KEY, "d1")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"400, true", "401, true", "403, true", "404, true", "429, false", "500, false", "302, false"})
    void saysWhetherAPersonMustAct(int status, boolean isForGood) {
        HEAP.stubFor(post(urlEqualTo(DELETION))
                .willReturn(json(status, "{\"err\": {\"message\": \"no ann@example.com here\"}}")));

        assertThatThrownBy(() -> api.ask(KEY, "ann@example.com"))
                .isInstanceOfSatisfying(HeapRefusedException.class, refused -> {
                    assertThat(refused.isForGood()).isEqualTo(isForGood);
                    assertThat(refused.getMessage())
                            .contains(Integer.toString(status))
                            .doesNotContain("ann@example.com", KEY.key().value());
                });
    }

    @Test
    void triesAgainWhenTheConnectionBreaks() {
        HEAP.stubFor(post(urlEqualTo(DELETION)).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThatThrownBy(() -> api.ask(KEY, "ann"))
                .isInstanceOfSatisfying(
                        HeapRefusedException.class,
                        refused -> assertThat(refused.isForGood()).isFalse());
    }

    @Test
    void triesAgainWhenTheAnswerNamesNoRequest() {
        HEAP.stubFor(post(urlEqualTo(DELETION)).willReturn(json(201, "{}")));

        assertThatThrownBy(() -> api.ask(KEY, "ann")).isInstanceOf(HeapRefusedException.class);
    }

    private static ResponseDefinitionBuilder json(int status, String body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json")
                .withBody(body);
    }
}
