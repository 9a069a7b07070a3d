package io.segue.launchdarkly.evaluation;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.segue.connection.use.HeldKeys.Holding;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluation.Value;
import io.segue.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** LaunchDarkly's own SDK decides; what needs more than a key is not told. Rules as LaunchDarkly gives them to its SDKs. */
class SdkEvaluationTest {

    private static final Secret KEY = new Secret("sdk-11111111-2222");
    private static final Set<String> OURS = Set.of("heap-inbound-7");
    private static final Holding IN = new Holding(OURS, Set.of());
    private static final Holding DOUBTFUL = new Holding(OURS, OURS);

    private static final WireMockServer LAUNCH_DARKLY =
            new WireMockServer(options().dynamicPort());
    private static FlagEvaluation evaluation;

    @BeforeAll
    static void start() throws Exception {
        LAUNCH_DARKLY.start();
        LAUNCH_DARKLY.stubFor(get(urlEqualTo("/sdk/latest-all"))
                .withHeader("Authorization", equalTo(KEY.value()))
                .willReturn(okJson(new String(
                        SdkEvaluationTest.class
                                .getResourceAsStream("rules.json")
                                .readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8))));
        evaluation = new SdkStart(
                        URI.create(LAUNCH_DARKLY.baseUrl()),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(15),
                        Clock.systemUTC())
                .open(KEY);
    }

    @AfterAll
    static void stop() {
        evaluation.close();
        LAUNCH_DARKLY.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "everybody, ann, true",
        "turned-off, ann, '\"off\"'",
        "number, ann, 1.5",
        "json, ann, '{\"results\":20,\"deep\":{\"z\":1,\"a\":2}}'",
        "nothing-when-off, ann, null",
        "by-key, ann, true",
        "by-key, bob, false",
        "by-rule-on-key, ann, true",
        "by-rule-on-key, bob, false",
        "by-listed-segment, ann, true",
        "by-listed-segment, bob, false",
        "half, ann, false",
        "half, cyd, true",
        "after-prerequisite, ann, true",
        "after-prerequisite, bob, false",
    })
    void tellsWhatAKeyIsEnoughFor(String flag, String key, String value) throws Exception {
        assertThat(evaluate(flag, key, Holding.NOWHERE)).isEqualTo(new Value.Told(new ObjectMapper().readTree(value)));
    }

    @Test
    void knowsWhoIsInTheSegmentsThatWeFill() {
        assertThat(evaluate("by-our-segment", "ann", IN)).hasToString("Told[value=true]");
        assertThat(evaluate("by-our-segment", "ann", Holding.NOWHERE)).hasToString("Told[value=false]");
    }

    @Test
    void doesNotTellWhileASegmentIsBeingChanged() {
        assertThat(evaluate("by-our-segment", "ann", DOUBTFUL))
                .isEqualTo(new Value.Untold("the segment heap-inbound-7 is being changed"));
    }

    @Test
    void doesNotTellWhatASegmentOfAnotherToolDecides() {
        assertThat(evaluate("by-foreign-segment", "ann", Holding.NOWHERE))
                .isEqualTo(new Value.Untold("it looks at the segment amplitude-3, which another tool fills"));
    }

    @Test
    void tellsTheOthersOfAFlagThatLooksAtAnAttributeLater() {
        assertThat(evaluate("ours-then-country", "ann", IN)).hasToString("Told[value=\"member\"]");
        assertThat(evaluate("ours-then-country", "targeted", Holding.NOWHERE)).hasToString("Told[value=\"member\"]");
        assertThat(evaluate("ours-then-country", "ann", Holding.NOWHERE))
                .isEqualTo(new Value.Untold("it looks at the attribute country"));
    }

    @ParameterizedTest
    @CsvSource({
        "by-country, it looks at the attribute country",
        "by-organisation, it looks at contexts of the kind org",
        "targets-organisations, it looks at contexts of the kind org",
        "half-of-countries, it looks at the attribute country",
        "half-of-organisations, it looks at contexts of the kind org",
        "by-segment-with-country, it looks at the attribute country",
        "after-country, it looks at the attribute country",
        "broken, LaunchDarkly’s rules for it cannot be carried out",
        "gone, LaunchDarkly has no such flag in this environment",
    })
    void doesNotTellWhatNeedsMoreThanAKey(String flag, String why) {
        assertThat(evaluate(flag, "ann", Holding.NOWHERE)).isEqualTo(new Value.Untold(why));
    }

    @Test
    void findsDoubtsWithoutAnybody() {
        Map<String, String> doubts = evaluation.doubts(
                List.of(
                        "everybody",
                        "by-our-segment",
                        "by-foreign-segment",
                        "by-country",
                        "after-country",
                        "off-country"),
                OURS);

        assertThat(doubts)
                .containsOnlyKeys("by-foreign-segment", "by-country", "after-country")
                .containsEntry(
                        "after-country", "it waits for the flag by-country, and it looks at the attribute country");
    }

    @Test
    void asksOnceAndTellsLaunchDarklyNothing() {
        evaluate("everybody", "ann", Holding.NOWHERE);

        assertThat(LAUNCH_DARKLY.getAllServeEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getRequest().getUrl()).isEqualTo("/sdk/latest-all"));
    }

    private static Value evaluate(String flag, String key, Holding holding) {
        return evaluation.evaluate(flag, key, OURS, holding);
    }
}
