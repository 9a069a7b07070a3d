package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Heap's old snippet and the reporter, asked the same questions in the same browser. */
@Tag("long")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class SnippetComparisonTest {

    @RegisterExtension
    static final TestingShop SHOP = new TestingShop();

    private static final Path GUIDE = Path.of("docs", "flags-in-the-browser.md");
    private static final int A_MOMENT = 1_500;

    /** How each way answers, by question. */
    private final Map<String, Map<TestingWay, Boolean>> answers = new LinkedHashMap<>();

    @Test
    void isToldInTheGuideAsItIs() throws IOException {
        for (TestingWay way : TestingWay.ALL) {
            askOnOnePage(way);
            askWhereMuchIsTold(way);
        }

        assertThat(Files.readString(GUIDE)).contains(table());
    }

    private void askOnOnePage(TestingWay way) {
        TestingVisit visit = SHOP.visitWithClock(way.sdk());
        way.begin(visit);
        Map<String, Object> event = visit.click();
        String perPage = way.property("results-per-page");
        answer(
                "The key is told as `ldUserId`",
                way,
                "ann".equals(visit.userProperties().get("ldUserId")));
        answer("Later events have the flags", way, Integer.valueOf(25).equals(event.get(perPage)));
        answer(
                "The first pageview has them too",
                way,
                visit.lastEvent("pageview").containsKey(perPage));
        answer("Flags with JSON values arrive", way, event.containsKey(way.property("search-limits")));
        answer("The page's own event properties stay", way, "pro".equals(event.get("plan")));
        answer("Nothing is thrown into the page", way, visit.errors().isEmpty());
        answer("No stream is opened", way, visit.streams() == 0);
        answer("LaunchDarkly counts only what the page evaluates", way, visit.evaluations() == 0);
        answer(
                "The page itself gets its flags",
                way,
                Integer.valueOf(25).equals(visit.get("ldClient.variation('results-per-page', -1)")));

        visit.run("ldClient.on('change', () => {})");
        visit.flip(Map.of("results-per-page", 50));
        visit.await("ldClient.variation('results-per-page', -1) === 50");
        visit.pass(A_MOMENT);
        answer(
                "A flag flipped while the page is open arrives",
                way,
                Integer.valueOf(50).equals(visit.click().get(perPage)));

        visit.flip(Map.of("results-per-page", 75));
        visit.run("heap.resetIdentity(); await ldClient.identify(" + way.sdk().anonymous() + ")");
        answer(
                "After log-out, events have the new visitor's flags",
                way,
                Integer.valueOf(75).equals(visit.click().get(perPage)));
    }

    private void askWhereMuchIsTold(TestingWay way) {
        TestingVisit visit = SHOP.visitWithClock(way.sdk());
        visit.flip(TestingFlags.many(200));
        way.begin(visit);
        long told = visit.click().keySet().stream()
                .filter(name -> name.contains("release-of-something"))
                .count();
        answer("Of 200 flags, those that fit arrive", way, told > 50);

        visit.flip(TestingFlags.many(85));
        visit.open();
        way.begin(visit);
        visit.run("document.cookie = 'basket=' + 'b'.repeat(3500); document.cookie = 'seen=' + 's'.repeat(1500)");
        visit.pass(A_MOMENT);
        answer(
                "Beside 5 kB of other cookies, the server goes on answering",
                way,
                Integer.valueOf(200).equals(visit.get("(await fetch(location.href)).status")));
    }

    private void answer(String question, TestingWay way, boolean isSo) {
        answers.computeIfAbsent(question, asked -> new LinkedHashMap<>()).put(way, isSo);
    }

    private String table() {
        StringBuilder table = new StringBuilder(
                row("", TestingWay.ALL.stream().map(TestingWay::name).toList()));
        table.append(
                row("---", TestingWay.ALL.stream().map(way -> "---").toList()).replace(" ", ""));
        answers.forEach((question, byWay) -> table.append(row(
                question,
                byWay.values().stream().map(isSo -> isSo ? "yes" : "**no**").toList())));
        return table.toString();
    }

    private static String row(String first, List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| " + first + " | ", " |\n"));
    }
}
