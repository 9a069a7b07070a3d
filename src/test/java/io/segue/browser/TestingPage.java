package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** A page as someone at work has it before them. */
final class TestingPage {

    private final Page page;

    TestingPage(Page page) {
        this.page = page;
    }

    TestingPage open(String path) {
        page.navigate(path);
        return this;
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator text(String text) {
        return page.getByText(text).first();
    }

    void sees(String text) {
        assertThat(text(text)).isVisible();
    }

    void seesNo(String text) {
        assertThat(page.getByText(text)).hasCount(0);
    }

    /** For what the seeding brings a moment later: not every page follows it by itself. */
    void reloadsUntilItHas(String selector) {
        page.waitForCondition(
                () -> {
                    page.reload();
                    return page.locator(selector).count() > 0;
                },
                new Page.WaitForConditionOptions().setTimeout(60_000));
    }

    void isAt(String part) {
        page.waitForURL(url -> url.contains(part));
    }

    /** From here on a page that was loaded anew is found out. */
    void mark() {
        page.evaluate("window.isTheSamePage = true");
    }

    void isStillTheSamePage() {
        assertThat(page.evaluate("window.isTheSamePage === true"))
                .as("loaded anew")
                .isEqualTo(true);
    }

    void presses(String keys) {
        for (String key : keys.split(" ")) {
            page.keyboard().press(key);
        }
    }

    String focused() {
        return String.valueOf(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"));
    }

    /** Nothing that axe finds, nothing wider than the window, and no words wider than their button. */
    void isForEveryone() {
        assertThat(TestingAxe.violations(page))
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("wider than the window")
                .isEqualTo(0);
        assertThat(tightButtons(page)).as("buttons too small for their words").isEmpty();
    }

    /** The words of buttons that they do not fit on. */
    static String tightButtons(Page page) {
        return String.valueOf(page.evaluate("""
                () => [...document.querySelectorAll('.btn')].filter((one) =>
                    one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent).join()"""));
    }

    Page itself() {
        return page;
    }
}
