package io.segue.browser;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** Asks axe about a page as it is now: WCAG 2.2 A and AA. */
final class TestingAxe {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private TestingAxe() {}

    /** Ours have no frames, so axe needs no page of its own to gather what it found. */
    static List<Rule> violations(Page page) {
        AxeRunOptions onlyViolations = new AxeRunOptions();
        onlyViolations.setResultTypes(List.of("violations"));
        return new AxeBuilder(page)
                .options(onlyViolations)
                .withTags(WCAG)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
    }
}
