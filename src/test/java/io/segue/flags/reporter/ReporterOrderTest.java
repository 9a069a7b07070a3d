package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingSandbox;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heap and LaunchDarkly come in any order, late or never. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class ReporterOrderTest {

    @RegisterExtension
    static final TestingShop SHOP = new TestingShop();

    private static final int A_MINUTE = 60_000;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void startsFirstOfAll(String heap) {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.report("{}");
        visit.startClient("ann");
        visit.awaitClient();
        visit.startHeap(heap);

        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.userProperties()).containsEntry("ldUserId", "ann");
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void startsWithHeapOnThePageAndLaunchDarklyLate(String heap) {
        TestingVisit visit = SHOP.visit(TestingSdk.V4);
        visit.startHeap(heap);
        visit.report("{}");
        visit.startClient("ann");

        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.userProperties()).containsEntry("ldUserId", "ann");
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void waitsForAHeapOfWhichOnlyTheSnippetIsThereAndKeepsWhatThePageToldIt(String heap) {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.startClient("ann");
        visit.awaitClient();
        visit.run("placeSnippet('" + heap + "'); heap.addEventProperties({plan: 'pro'})");
        visit.report("{flags: ['results-per-page']}");
        visit.run("await loadHeap('" + heap + "')");

        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.click()).isEqualTo(Map.of("plan", "pro", "ld_results-per-page", 25));
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void doesNothingWhereHeapIsBlocked(String heap) {
        TestingVisit visit = SHOP.visitWithClock(TestingSdk.V3);
        visit.page().route("**/heap/**", route -> route.abort());
        visit.start(heap, "ann", "{firstPageview: true}");
        visit.awaitClient();

        visit.pass(A_MINUTE);

        assertThat(visit.held()).isEmpty();
        assertThat(visit.get("Array.isArray(heap)")).isEqualTo(true);
        assertThat(visit.get("reports")).asList().isEmpty();
        assertThat(visit.errors()).isEmpty();
    }

    @Test
    void doesNothingWithoutHeapAndWithoutLaunchDarkly() {
        TestingVisit visit = SHOP.visitWithClock(TestingSdk.V3);
        visit.report("{firstPageview: true}");
        visit.run("heapFlags.reportFlags(null, undefined); heapFlags.reportFlags(() => nowhere, () => nowhere, null)");
        visit.run(
                "heapFlags.reportFlags({allFlags: 1}, {}).stop(); heapFlags.reportFlags('x', 'y', {flags: 7}).refresh()");

        visit.pass(A_MINUTE);

        assertThat(visit.get("reports")).asList().isEmpty();
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void doesNothingWhileLaunchDarklyIsNotReady(TestingSdk sdk) {
        TestingVisit visit = SHOP.visitWithClock(sdk);
        visit.page().route("**/sdk/evalx/**", route -> {});
        visit.start("5", "ann", "{}");

        visit.pass(A_MINUTE);

        assertThat(visit.heapCalls()).isEmpty();
        assertThat(visit.click()).isEmpty();
        assertThat(visit.get("reports")).asList().isEmpty();
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"V3", "V4"})
    void takesBackWhatItToldOnThePageBeforeWhenLaunchDarklyFails(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.start("5", "ann", "{}");
        visit.awaitProperty("ld_results-per-page", 25);
        visit.open();
        visit.run("localStorage.clear(); settings.environment = 'unknown'");
        visit.start("5", "ann", "{}");

        visit.awaitProperty("ld_results-per-page", null);
    }

    @Test
    void outlivesAPageThatThrowsInItsCallbacks() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.start("5", "ann", "{onReport() { throw new Error('mine'); }, onError() { throw new Error('mine'); }}");

        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.errors()).isEmpty();
    }
}
