package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingSandbox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pageviews, pages that change without loading, and who the visitor is. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class ReporterPageTest {

    @RegisterExtension
    static final TestingShop SHOP = new TestingShop();

    private static final String HELD_VIEWS = "await startHeap('5', {disablePageviewAutocapture: true})";

    @Test
    void sendsTheFirstPageviewOfHeap5WithTheFlags() {
        TestingVisit visit = SHOP.visit(TestingSdk.V4);
        visit.run(HELD_VIEWS);
        visit.startClient("ann");
        visit.report("{flags: ['results-per-page'], firstPageview: true}");
        visit.await("heapSeen.events.length > 0");

        visit.flip(Map.of("results-per-page", 50));
        visit.identify("bob");

        assertThat(pageviews(visit)).isEqualTo(1);
        assertThat(visit.lastEvent("pageview")).isEqualTo(Map.of("ld_results-per-page", 25));
    }

    @Test
    void sendsTheFirstPageviewWithoutFlagsWhenTheTimeIsOver() {
        TestingVisit visit = SHOP.visitWithClock(TestingSdk.V3);
        visit.page().route("**/sdk/evalx/**", route -> {});
        visit.run(HELD_VIEWS);
        visit.startClient("ann");
        visit.stopTime();
        visit.report("{firstPageview: 1500}");

        visit.pass(1_300);
        assertThat(pageviews(visit)).isZero();
        visit.pass(300);
        assertThat(pageviews(visit)).isEqualTo(1);
        visit.pass(10_000);
        assertThat(pageviews(visit)).isEqualTo(1);
        assertThat(visit.lastEvent("pageview")).isEmpty();
    }

    @Test
    void losesNoPageviewOfAVisitorWhoLeavesEarlyOrWhenItIsStopped() {
        for (String end : List.of("dispatchEvent(new Event('pagehide'))", "reporter.stop()")) {
            TestingVisit visit = SHOP.visitWithClock(TestingSdk.V3);
            visit.page().route("**/sdk/evalx/**", route -> {});
            visit.run(HELD_VIEWS);
            visit.startClient("ann");
            visit.report("{firstPageview: true}");
            visit.run(end);
            visit.pass(3_000);
            assertThat(pageviews(visit)).as(end).isEqualTo(1);
        }
    }

    /** Classic Heap's first pageview goes before anything else can be told to it. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void addsNoSecondPageviewWhereHeapSendsItsOwn(String heap) {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.start(heap, "ann", "{flags: ['results-per-page'], firstPageview: true}");
        visit.awaitProperty("ld_results-per-page", 25);

        assertThat(pageviews(visit)).isEqualTo(1);
        assertThat(visit.lastEvent("pageview")).isEmpty();

        visit.open();
        visit.startHeap(heap);
        assertThat(visit.lastEvent("pageview")).isEqualTo(Map.of("ld_results-per-page", 25));
    }

    @Test
    void staysOnTheEventsOfAPageThatChangesWithoutLoading() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.start("5", "ann", "{flags: ['results-per-page']}");
        visit.awaitProperty("ld_results-per-page", 25);

        visit.run("history.pushState({}, '', '/page/V3?basket')");
        assertThat(visit.lastEvent("pageview")).isEqualTo(Map.of("ld_results-per-page", 25));

        visit.run("heap.clearEventProperties(); heap.addEventProperties({step: 2})");
        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.click()).isEqualTo(Map.of("step", 2, "ld_results-per-page", 25));
    }

    @Test
    void asksNothingMoreOfHeapThanWhatIsNew() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.start("5", "ann", "{flags: ['results-per-page']}");
        visit.awaitProperty("ld_results-per-page", 25);
        assertThat(visit.heapCalls())
                .containsExactly("clearEventProperties", "addEventProperties", "addUserProperties");

        // The same visitor on the next page, whose framework starts it twice.
        visit.open();
        visit.startHeap("5");
        visit.startClient("ann");
        String report = "report({flags: ['results-per-page']});";
        visit.run(report + "reporter.stop();" + report);
        visit.await("heapSeen.calls.length > 0");
        visit.identify("ann");

        assertThat(visit.heapCalls()).containsExactly("addUserProperties");
    }

    @ParameterizedTest
    @EnumSource(names = {"V3", "V4"})
    void tellsTheKeyOfTheChosenKindIfItIsKnown(TestingSdk sdk) {
        TestingVisit visit = SHOP.visit(sdk);
        visit.startHeap("5");
        visit.startClient("somebody");
        visit.awaitClient();

        assertThat(toldOf(visit, "{kind: 'multi', user: {key: 'ann'}, org: {key: 'acme'}}", "{}"))
                .isEqualTo(Map.of("ldUserId", "ann"));
        assertThat(toldOf(visit, "{kind: 'multi', user: {key: 'ann'}, org: {key: 'acme'}}", "{contextKind: 'org'}"))
                .isEqualTo(Map.of("ldUserId", "acme"));
        assertThat(toldOf(visit, "{kind: 'org', key: 'acme'}", "{}")).isEmpty();
        assertThat(toldOf(visit, "{kind: 'user', key: 'made-up', anonymous: true}", "{}"))
                .isEmpty();
        assertThat(toldOf(visit, "{kind: 'user', key: 'made-up', anonymous: true}", "{anonymous: true}"))
                .isEqualTo(Map.of("ldUserId", "made-up"));
    }

    @Test
    void takesItsPropertiesBackOnThePagesWordAndTellsThemAnewOnIt() {
        TestingVisit visit = SHOP.visit(TestingSdk.V4);
        visit.startHeap("5");
        visit.run("heap.addEventProperties({plan: 'pro'})");
        visit.startClient("ann");
        visit.report("{flags: ['results-per-page']}");
        visit.awaitProperty("ld_results-per-page", 25);

        visit.run("reporter.clear()");
        assertThat(visit.held()).isEqualTo(Map.of("plan", "pro"));

        visit.run("heap.resetIdentity(); reporter.refresh()");
        assertThat(visit.held()).isEqualTo(Map.of("plan", "pro", "ld_results-per-page", 25));
        assertThat(visit.userProperties()).isEqualTo(Map.of("ldUserId", "ann"));

        visit.run("reporter.stop()");
        visit.flip(Map.of("results-per-page", 50));
        visit.identify("bob");
        assertThat(visit.held()).containsEntry("ld_results-per-page", 25);
        assertThat(visit.errors()).isEmpty();
    }

    private static Map<String, Object> toldOf(TestingVisit visit, String context, String options) {
        visit.run("await ldClient.identify(" + context + "); heap.resetIdentity()");
        visit.report(options);
        visit.await("reports.length > 0");
        Map<String, Object> told = visit.userProperties();
        visit.run("reporter.stop()");
        return told;
    }

    private static int pageviews(TestingVisit visit) {
        return (int) visit.get("heapSeen.events.filter((event) => event.type === 'pageview').length");
    }
}
