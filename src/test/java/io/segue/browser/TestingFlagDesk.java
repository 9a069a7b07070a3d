package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;

/** What an editor does on the page Flags to Heap. */
final class TestingFlagDesk {

    private final Page page;

    TestingFlagDesk(Page page) {
        this.page = page;
    }

    void opens(String environment) {
        page.navigate("/t/acme/flags");
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName(environment).setExact(true))
                .click();
        assertThat(page.getByText("Flags of " + environment)).isVisible();
    }

    void chooses(String... flags) {
        for (String flag : flags) {
            page.locator("[data-others] .flag-row")
                    .filter(new Locator.FilterOptions().setHasText(flag))
                    .getByRole(AriaRole.CHECKBOX)
                    .check();
        }
    }

    void presses(String key, String flag) {
        handle(flag).press(key);
    }

    /** In small steps, as a hand does. */
    void drags(String flag, String to) {
        BoundingBox from = handle(flag).boundingBox();
        BoundingBox target = handle(to).boundingBox();
        page.mouse().move(from.x + from.width / 2, from.y + from.height / 2);
        page.mouse().down();
        page.mouse()
                .move(
                        target.x + target.width / 2,
                        target.y + (target.y < from.y ? 0 : target.height),
                        new Mouse.MoveOptions().setSteps(20));
        page.mouse().up();
    }

    List<String> chosen() {
        return page.locator("[data-chosen] .flag-row").all().stream()
                .map(row -> row.getAttribute("data-key"))
                .toList();
    }

    /** As the page shows it. */
    int bytes() {
        return Integer.parseInt(
                page.locator("[data-budget] [data-bytes]").innerText().replace(",", ""));
    }

    /** As the reporter counts, which the page has with it. */
    int measured(String properties) {
        return ((Number) page.evaluate("heapFlags.measure(" + properties + ")")).intValue();
    }

    String verdict() {
        return page.locator("[data-verdict]").innerText();
    }

    void setsTheBudget(int bytes) {
        if (!page.getByLabel("Budget in bytes").isVisible()) {
            page.getByText("How they are told to Heap").click();
        }
        page.getByLabel("Budget in bytes").fill(Integer.toString(bytes));
    }

    void saves() {
        page.locator("form[data-flags] .card-footer")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.locator("[data-unsaved]")).isHidden();
        assertThat(page.getByText("Versions of this choice")).isVisible();
    }

    String snippet() {
        return page.locator("#snippet-script").innerText();
    }

    void goesTo(String part) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(part).setExact(true))
                .click();
    }

    void savesTheSdkKey(String key) {
        page.getByLabel("SDK key of").fill(key);
        button("Save and check").click();
        assertThat(page.locator("[aria-labelledby=key-head] .state-good")).hasCount(3);
        assertThat(page.locator("[aria-labelledby=key-head] .state-bad")).hasCount(0);
    }

    void ordersMembersOf(String segment, String appId) {
        page.getByLabel("Heap’s app ID").fill(appId);
        page.getByLabel("Members of these segments").check();
        page.getByLabel(segment).check();
        page.getByLabel("The ids that Heap sends are its own identities").check();
        page.getByLabel("Recurring").check();
        page.locator("form[aria-labelledby=order-head]")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
                .click();
        assertThat(page.getByText("Written every 4 hours")).isVisible();
    }

    void writesNow() {
        button("Write now").click();
        assertThat(page.locator("#run .verdict")).containsText("Succeeded");
    }

    /** Returns the webhook's URL. */
    String makesTheWebhook(String secret) {
        button("Make the URL").click();
        String url = page.locator("#hook-url").inputValue();
        page.getByLabel("The webhook’s secret").fill(secret);
        button("Save the secret").click();
        return url;
    }

    void ordersEvents(String identity) {
        page.getByLabel("Send each change to Heap").check();
        page.getByLabel("As which Heap user").fill(identity);
        button("Save").click();
        assertThat(page.getByText("Changes of 2 chosen flags become events")).isVisible();
    }

    void seesThatAChangeWasSent(String flag) {
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(flag));
        page.waitForCondition(() -> {
            page.reload();
            return row.filter(new Locator.FilterOptions().setHasText("Sent")).count() > 0;
        });
    }

    private Locator handle(String flag) {
        return button("Move " + flag);
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
