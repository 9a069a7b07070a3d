package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingSandbox;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The reporter with each of LaunchDarkly's real SDKs, in a real browser. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class ReporterSdkTest {

    @RegisterExtension
    static final TestingShop SHOP = new TestingShop();

    private static final String FLAGS = "{flags: ['new-checkout', 'churn-offer', 'search-limits', 'results-per-page']}";
    private static final int FLAGS_OF_THE_PROJECT = 5;

    static Stream<Arguments> everySdkWithBothHeaps() {
        return Stream.of(TestingSdk.values())
                .flatMap(sdk -> Stream.of("classic", "5").map(heap -> Arguments.of(sdk, heap)));
    }

    @ParameterizedTest
    @MethodSource("everySdkWithBothHeaps")
    void tellsHeapTheKeyAndTheFlags(TestingSdk sdk, String heap) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start(heap, "ann", FLAGS);
        visit.awaitProperty("ld_results-per-page", 25);

        assertThat(visit.click())
                .isEqualTo(Map.of(
                        "ld_new-checkout",
                        false,
                        "ld_churn-offer",
                        "none",
                        "ld_search-limits",
                        "{\"results\":20,\"pages\":2}",
                        "ld_results-per-page",
                        25));
        assertThat(visit.userProperties()).isEqualTo(Map.of("ldUserId", "ann"));
        assertThat(visit.streams()).isZero();
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void followsAFlagThatIsFlippedWhileThePageIsOpen(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start("5", "ann", "{}");
        visit.awaitProperty("ld_new-checkout", false);
        visit.run("ldClient.on('change', () => {})");

        visit.flip(Map.of("new-checkout", true, "made-just-now", "yes"));
        visit.awaitProperty("ld_new-checkout", true);
        visit.awaitProperty("ld_made-just-now", "yes");
        visit.flip(Map.of());
        visit.awaitProperty("ld_new-checkout", false);
        visit.awaitProperty("ld_made-just-now", null);

        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void forgetsWhoLoggedOutAtOnceAndKnowsWhoLogsIn(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start("5", "ann", "{flags: ['results-per-page']}");
        visit.awaitProperty("ld_results-per-page", 25);

        visit.run("heap.resetIdentity(); const out = ldClient.identify(" + sdk.anonymous()
                + "); window.between = heldProperties(); await out");

        assertThat(visit.get("between")).isEqualTo(Map.of());
        assertThat(visit.click()).isEqualTo(Map.of("ld_results-per-page", 25));
        assertThat(visit.userProperties()).isEmpty();

        visit.flip(Map.of("results-per-page", 50));
        visit.identify("bob");

        assertThat(visit.click()).isEqualTo(Map.of("ld_results-per-page", 50));
        assertThat(visit.userProperties()).isEqualTo(Map.of("ldUserId", "bob"));
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.MATCH_ANY,
            names = {"V3", "V4"})
    void leavesItToThePageWhichFlagsLaunchDarklyCountsAsEvaluated(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start("5", "ann", "{}");
        visit.awaitProperty("ld_new-checkout", false);

        assertThat(visit.evaluations()).isZero();
        visit.run("ldClient.variation('new-checkout', false)");
        assertThat(visit.evaluations()).isEqualTo(1);
        assertThat(visit.get("navigator.doNotTrack")).isNull();
    }

    /** What docs/flags-in-the-browser.md says of it, and how to have none. */
    @ParameterizedTest
    @EnumSource(mode = Mode.MATCH_ANY, names = "V2_.*")
    void hasEachFlagCountedOnceBeforeSdk3UnlessThePageTurnsThatOff(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start("5", "ann", "{}");
        visit.awaitProperty("ld_new-checkout", false);
        assertThat(visit.evaluations()).isEqualTo(FLAGS_OF_THE_PROJECT);

        TestingVisit quiet = SHOP.visit(sdk);
        quiet.startHeap("5");
        quiet.run("startClient(" + sdk.user("ann") + ", {sendEventsOnlyForVariation: true})");
        quiet.report("{}");
        quiet.awaitProperty("ld_new-checkout", false);
        assertThat(quiet.evaluations()).isZero();
    }
}
