package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What a tenant's owner does in Segue. */
final class TestingCustomer {

    private final Page page;

    TestingCustomer(Page page) {
        this.page = page;
    }

    void beginsSetUp() {
        assertThat(page.getByText("is not set up yet")).isVisible();
        assertThat(page.getByText("0 of 3 steps are done")).isVisible();
        link("Start set up").click();
    }

    void connectsLaunchDarkly(String token, String environment) {
        link("Connect LaunchDarkly").click();
        page.getByLabel("Access token").fill(token);
        button("List the environments of this token").click();
        page.getByLabel("Environment", new Page.GetByLabelOptions().setExact(true))
                .selectOption(environment);
        page.getByLabel("Name").fill("Production");
        button("Add and check").click();
        assertThat(page.getByText("LaunchDarkly is connected.")).isVisible();
        assertThat(page.locator("li .state-good")).hasCount(5);
        assertThat(page.locator(".state-bad")).hasCount(0);
        link("Go on with set up").click();
    }

    void savesTheWebhookSecret(String secret) {
        page.getByLabel("Webhook secret", new Page.GetByLabelOptions().setExact(true))
                .fill(secret);
        button("Save").click();
        assertThat(page.getByText("Waiting for the first signed call")).isVisible();
        // Gone after a reload: what comes after must come by itself.
        page.evaluate("document.documentElement.dataset.samePage = true");
    }

    void seesThatTheSecretDoesNotMatch() {
        assertThat(page.getByText("The secret does not match")).isVisible();
        assertThat(page.locator("html[data-same-page]")).isVisible();
    }

    void seesTheFirstCallArrive() {
        assertThat(page.getByText("First signed call received")).isVisible();
        assertThat(page.locator("#segment .state-busy")).isVisible();
        assertThat(page.locator("html[data-same-page]")).isVisible();
    }

    void findsTheSegment(String segment, String members) {
        tab("Segments").click();
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(segment));
        reloadUntil(row.filter(new Locator.FilterOptions().setHasText(members)));
        assertThat(row).containsText("Off");
    }

    /** By another field than the one offered first. */
    void turnsOn(String segment, String keyField) {
        link("Turn on " + segment).click();
        page.locator("input[name=keyField][value=" + keyField + "]").check();
        button("Turn on").click();
        assertThat(link(segment)).isVisible();
        assertThat(page.getByText("Succeeded").first()).isVisible();
    }

    void syncsNow(String segment) {
        tab("Segments").click();
        link(segment).click();
        button("Sync now").click();
        assertThat(page.getByText("Succeeded").first()).isVisible();
    }

    void seesInLaunchDarkly(String segment, String members) {
        tab("Segments").click();
        link(segment).click();
        reloadUntil(page.locator("dd").filter(new Locator.FilterOptions().setHasText(members + " members")));
    }

    void isToldThatAllIsWell() {
        tab("Overview").click();
        assertThat(page.getByText("Everything is all right.")).isVisible();
    }

    private void reloadUntil(Locator shown) {
        page.waitForCondition(() -> {
            page.reload();
            return shown.count() > 0;
        });
    }

    private Locator tab(String name) {
        return page.getByRole(AriaRole.NAVIGATION)
                .getByRole(
                        AriaRole.LINK,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
