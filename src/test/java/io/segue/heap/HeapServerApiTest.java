package io.segue.heap;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.segue.TestingClock;
import io.segue.TestingSettings;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.flags.HeapAnswer;
import io.segue.flags.HeapEvent;
import io.segue.flags.HeapPlace;
import io.segue.flags.HeapRegion;
import io.segue.flags.HeapUser;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Bodies after https://developers.heap.io/reference/bulk-add-user-properties and .../bulk-track. */
class HeapServerApiTest {

    private static final WireMockServer HEAP = new WireMockServer(options().dynamicPort());
    private static final HeapPlace US = new HeapPlace("1111111111", HeapRegion.US);

    private final TestingClock clock = new TestingClock();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final HeapServerApi api = api("30s");

    @BeforeAll
    static void start() {
        HEAP.start();
    }

    @AfterAll
    static void stop() {
        HEAP.stop();
    }

    @BeforeEach
    void forget() {
        HEAP.resetAll();
    }

    @Test
    void writesPropertiesOfManyUsersInOneCall() {
        HEAP.stubFor(post(urlEqualTo("/us/api/add_user_properties")).willReturn(okJson("{}")));
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        properties.put("ld_new-checkout", TextNode.valueOf("true"));
        properties.put("ld_limit", IntNode.valueOf(20));

        HeapAnswer answer = write(US, new HeapUser("ann@x.test", properties), new HeapUser("Bob", Map.of()));

        assertThat(answer).isEqualTo(HeapAnswer.done(200));
        HEAP.verify(postRequestedFor(urlEqualTo("/us/api/add_user_properties"))
                .withHeader("Content-Type", equalTo("application/json"))
                .withHeader("User-Agent", equalTo("segue/1.2.3"))
                .withRequestBody(equalToJson("""
                        {"app_id": "1111111111", "users": [
                          {"identity": "ann@x.test", "properties": {"ld_new-checkout": "true", "ld_limit": 20}},
                          {"identity": "Bob", "properties": {}}]}""")));
    }

    @Test
    void goesToEuropeForAccountsThere() {
        HEAP.stubFor(post(urlEqualTo("/eu/api/add_user_properties")).willReturn(okJson("{}")));

        assertThat(write(new HeapPlace("1", HeapRegion.EU), new HeapUser("ann", Map.of()))
                        .isDone())
                .isTrue();
    }

    @Test
    void sendsEventsWithTheirTimeAndKey() {
        HEAP.stubFor(post(urlEqualTo("/us/api/track")).willReturn(okJson("{}")));
        HeapEvent event = new HeapEvent(
                "LaunchDarkly flag changed",
                "launchdarkly",
                Instant.parse("2026-11-24T10:00:00.250Z"),
                "e1:64a0",
                Map.of("flag", "new-checkout"));

        assertThat(api.track(US, List.of(event)).toCompletableFuture().join().isDone())
                .isTrue();
        HEAP.verify(postRequestedFor(urlEqualTo("/us/api/track")).withRequestBody(equalToJson("""
                {"app_id": "1111111111", "events": [{"identity": "launchdarkly", "event": "LaunchDarkly flag changed",
                  "timestamp": "2026-11-24T10:00:00.250Z", "idempotency_key": "e1:64a0",
                  "properties": {"flag": "new-checkout"}}]}""")));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED", "413, REJECTED", "422, REJECTED", "401, CREDENTIALS_REFUSED", "403, CREDENTIALS_REFUSED",
        "404, UNAVAILABLE", "408, UNAVAILABLE", "500, UNAVAILABLE", "502, UNAVAILABLE", "301, UNAVAILABLE"
    })
    void gradesWhatHeapAnswers(int status, Kind kind) {
        HEAP.stubFor(post(anyUrl())
                .willReturn(aResponse().withStatus(status).withHeader("Location", HEAP.url("/elsewhere"))));

        VendorFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(HEAP.getAllServeEvents()).hasSize(1);
    }

    @Test
    void waitsAsLongAsHeapSays() {
        HEAP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));

        assertThat(failure().waitUntil()).contains(clock.instant().plusSeconds(7));
    }

    @Test
    void waitsHalfAMinuteWhenHeapSaysNothing() {
        HEAP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429)));

        assertThat(failure().waitUntil()).contains(clock.instant().plusSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"error\": \"identity is missing\"} | Heap says: identity is missing",
                "Bad Request: too long | Heap says: Bad Request: too long",
                "<html><body>no</body></html> | got 400.",
                "{} | got 400."
            })
    void quotesHeapsOwnWords(String body, String end) {
        HEAP.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(400).withBody(body)));

        assertThat(failure().message()).endsWith(end);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class)
    void triesAgainLaterWhenTheConnectionBreaks(Fault fault) {
        HEAP.stubFor(post(anyUrl()).willReturn(aResponse().withFault(fault)));

        assertThat(failure().kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void hangsUpWhenNoAnswerComesInTime() {
        HEAP.stubFor(post(anyUrl()).willReturn(aResponse().withFixedDelay(5_000)));

        HeapAnswer answer = api("200ms")
                .addUserProperties(US, List.of())
                .toCompletableFuture()
                .join();

        assertThat(answer.failure().orElseThrow().message()).contains("none came in time");
    }

    @Test
    void countsCallsAndWhatHeapTookAndRefused() {
        HEAP.stubFor(post(urlEqualTo("/us/api/add_user_properties")).willReturn(okJson("{}")));
        HEAP.stubFor(post(urlEqualTo("/us/api/track"))
                .willReturn(aResponse().withStatus(400).withBody("{}")));
        HeapEvent event = new HeapEvent("n", "i", Instant.parse("2026-11-24T10:00:00Z"), "k", Map.of());

        write(US, new HeapUser("ann", Map.of("a", IntNode.valueOf(1), "b", IntNode.valueOf(2))), user("bob"));
        api.track(US, List.of(event, event)).toCompletableFuture().join();
        api.track(US, List.of(event)).toCompletableFuture().join();

        assertThat(meters.get("segue.heap.taken").tag("of", "values").counter().count())
                .isEqualTo(2);
        assertThat(meters.get("segue.heap.taken").tag("of", "changes").counter().count())
                .isZero();
        assertThat(meters.get("segue.heap.refused")
                        .tag("of", "changes")
                        .counter()
                        .count())
                .as("two together may be refused for one of them")
                .isOne();
        assertThat(meters.get("segue.heap.call")
                        .tags("of", "changes", "status", "400", "outcome", "rejected")
                        .timer())
                .satisfies(calls -> assertThat(calls.count()).isEqualTo(2));
        assertThat(meters.get("segue.heap.call")
                        .tags("of", "values", "status", "200", "outcome", "done")
                        .timer())
                .satisfies(calls -> assertThat(calls.count()).isOne());
    }

    @Test
    void goesToHeapItselfWhenNothingIsConfigured() {
        HeapConfig config = TestingSettings.of(HeapConfig.class, Map.of());

        assertThat(config.url()).isEqualTo(URI.create("https://heapanalytics.com"));
        assertThat(config.euUrl()).isEqualTo(URI.create("https://c.eu.heap-api.com"));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(15));
    }

    private static HeapUser user(String identity) {
        return new HeapUser(identity, Map.of());
    }

    private VendorFailure failure() {
        return write(US, new HeapUser("ann", Map.of())).failure().orElseThrow();
    }

    private HeapAnswer write(HeapPlace place, HeapUser... users) {
        return api.addUserProperties(place, List.of(users))
                .toCompletableFuture()
                .join();
    }

    private HeapServerApi api(String callTimeout) {
        return new HeapServerApi(
                TestingSettings.of(
                        HeapConfig.class,
                        Map.of(
                                "segue.heap.url", HEAP.baseUrl() + "/us/",
                                "segue.heap.eu-url", HEAP.baseUrl() + "/eu",
                                "segue.heap.call-timeout", callTimeout)),
                "1.2.3",
                new HeapCallMetrics(meters),
                clock);
    }
}
