package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingSandbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits into Heap's cookie, what does not, and what else is in there. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class ReporterBudgetTest {

    @RegisterExtension
    static final TestingShop SHOP = new TestingShop();

    private static final int MOST_OF_A_COOKIE = 4_096;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void keepsTheMostImportantOfTwoHundredFlagsAndCountsTheRest(String heap) {
        TestingVisit visit = withManyFlags(heap);

        visit.report("{omittedProperty: true, flags: " + list(200) + "}");
        visit.await("reports.length > 0");

        Map<String, Object> report = visit.lastReport();
        List<?> omitted = (List<?>) report.get("omitted");
        Map<String, Object> told = visit.click();
        assertThat(told).isEqualTo(report.get("properties")).hasSize(201 - omitted.size());
        assertThat(told).containsEntry("ld_omitted", omitted.size()).containsEntry("ld_release-of-something-000", true);
        assertThat(omitted.get(0)).isEqualTo("ld_release-of-something-%03d".formatted(200 - omitted.size()));
        assertThat(omitted.get(omitted.size() - 1)).isEqualTo("ld_release-of-something-199");
        assertThat((int) report.get("bytes")).isBetween(2_950, 3_000);
        assertThat((int) visit.get("document.cookie.split('; ').find(c => c.includes('props')).length"))
                .isLessThan(MOST_OF_A_COOKIE);
        assertThat(report).containsEntry("kept", true).containsEntry("missing", List.of());
        assertThat(visit.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "5"})
    void leavesThePagesOwnPropertiesTheirPlace(String heap) {
        TestingVisit visit = withManyFlags(heap);
        visit.run("heap.addEventProperties({plan: 'pro', note: 'x'.repeat(1000), more: 'y'.repeat(1000)})");
        visit.report("{}");
        visit.await("reports.length > 0");

        assertThat(visit.click())
                .containsEntry("plan", "pro")
                .containsKey("note")
                .containsKey("more");
        assertThat((int) visit.lastReport().get("bytes")).isBetween(1_500, 1_900);
        assertThat(visit.lastReport()).containsEntry("kept", true);

        visit.run("heap.removeEventProperty('note'); heap.addEventProperties({seats: 3})");
        visit.run("ldClient.on('change', () => {})");
        visit.flip(Map.of("beta-features", true));
        visit.awaitProperty("ld_release-of-something-000", null);

        assertThat(visit.held())
                .containsEntry("plan", "pro")
                .containsEntry("seats", 3)
                .containsEntry("ld_beta-features", true)
                .doesNotContainKey("note");
    }

    @Test
    void makesRoomForOtherCookiesAlsoWhenTheyGrowSoThatServersGoOnAnswering() {
        TestingVisit visit = withManyFlags("5");
        visit.run("document.cookie = 'basket=' + 'b'.repeat(3500)");
        visit.report("{}");
        visit.await("reports.length > 0");
        assertThat((int) visit.lastReport().get("room")).isBetween(1_500, 3_000);

        visit.run("document.cookie = 'seen=' + 's'.repeat(1900)");
        visit.await("reports.length > 1");

        assertThat((int) visit.lastReport().get("room")).isLessThan(1_400);
        assertThat((int) visit.get("document.cookie.length")).isBetween(7_000, 7_168);
        assertThat(visit.page().reload().status()).isEqualTo(200);
    }

    @Test
    void reportsChosenFieldsOtherNamesAndUserProperties() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.flip(Map.of("greeting", "é".repeat(1_500), "ID", "x"));
        visit.start(
                "5",
                "ann",
                "{prefix: '', userId: 'shopper', userProperties: true, fields: {'search-limits': ['pages', 'none']},"
                        + " flags: ['search-limits', 'ID', 'churn-offer'], budget: 100}");
        visit.awaitProperty("churn-offer", "none");

        assertThat(visit.click()).isEqualTo(Map.of("search-limits.pages", 2, "ID", "x", "churn-offer", "none"));
        assertThat(visit.userProperties())
                .isEqualTo(Map.of("shopper", "ann", "search-limits.pages", 2, "churn-offer", "none"));
    }

    @Test
    void cutsWhatIsTooLongForHeapInsteadOfLosingIt() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.flip(Map.of("long", "x".repeat(2_000), "deep", Map.of("ü", List.of(1, 2))));
        visit.start("classic", "ann", "{flags: ['long', 'deep', 'never-made']}");
        visit.awaitProperty("ld_deep", "{\"ü\":[1,2]}");

        String longest = "x".repeat(1_023);
        String asHeapKeepsIt = "{\"ld_long\":\"" + longest + "\",\"ld_deep\":\"{\\\"ü\\\":[1,2]}\"}";
        assertThat(visit.click()).containsEntry("ld_long", longest);
        assertThat(visit.lastReport())
                .containsEntry("missing", List.of("never-made"))
                .containsEntry(
                        "bytes",
                        URLEncoder.encode(asHeapKeepsIt, StandardCharsets.UTF_8).length());
    }

    @Test
    void removesWhatTheOldSnippetLeftOnlyWhenAskedTo() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.startHeap("classic");
        visit.run("heap.addEventProperties({'new-checkout': true, plan: 'pro'})");
        visit.startClient("ann");
        visit.report("{flags: ['new-checkout']}");
        visit.awaitProperty("ld_new-checkout", false);
        assertThat(visit.held()).containsEntry("new-checkout", true);

        visit.report("{flags: ['new-checkout'], replacesSnippet: true}");
        visit.awaitProperty("new-checkout", null);
        assertThat(visit.held()).isEqualTo(Map.of("plan", "pro", "ld_new-checkout", false));
    }

    /** Heap 5 can be told to keep event properties elsewhere, or compressed. */
    @Test
    void clearsNothingWhereItCannotReadWhatThePageToldHeap() {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.run("window.kept = {plan: 'pro', 'ld_beta-features': true}; window.elsewhere = {"
                + " addUserProperties() {}, clearEventProperties() { kept = {}; },"
                + " removeEventProperty(name) { delete kept[name]; },"
                + " addEventProperties(properties) { Object.assign(kept, properties); }}; window.heap = elsewhere");
        visit.startClient("ann");
        visit.report("{flags: ['new-checkout']}");
        visit.await("kept['ld_new-checkout'] === false");

        assertThat(visit.get("kept")).isEqualTo(Map.of("plan", "pro", "ld_new-checkout", false));
        assertThat(visit.lastReport().get("kept")).isNull();
    }

    private static TestingVisit withManyFlags(String heap) {
        TestingVisit visit = SHOP.visit(TestingSdk.V3);
        visit.flip(TestingFlags.many(200));
        visit.startHeap(heap);
        visit.startClient("ann");
        visit.awaitClient();
        return visit;
    }

    private static String list(int count) {
        return TestingFlags.many(count).keySet().stream()
                .map(key -> "'" + key + "'")
                .toList()
                .toString();
    }
}
