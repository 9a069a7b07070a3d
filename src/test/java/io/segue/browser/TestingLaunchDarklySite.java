package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.path.json.JsonPath;

/** What the same customer sees in the sandbox's LaunchDarkly. */
final class TestingLaunchDarklySite {

    private static final String CALLS = "/sandbox/launchdarkly/calls.json";

    private final Page page;

    TestingLaunchDarklySite(Page page) {
        this.page = page;
    }

    void hasTheSegment(String segment, String members) {
        page.navigate("/sandbox/launchdarkly");
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(segment));
        assertThat(row).containsText("Production");
        assertThat(row).containsText(members);
    }

    boolean hasMember(String segment, String key) {
        page.navigate("/sandbox/launchdarkly");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(segment))
                .click();
        page.getByLabel("Context key", new Page.GetByLabelOptions().setExact(true))
                .fill(key);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Look up"))
                .click();
        Locator verdict = page.locator("section[aria-labelledby=search-title] .badge");
        assertThat(verdict).isVisible();
        return verdict.innerText().equals("In the segment");
    }

    void forgetsItsCalls() {
        assertThat(page.request().delete(CALLS)).isOK();
    }

    /** Of all calls since they were forgotten: what was added, what was removed. */
    String moved() {
        APIResponse answer = page.request().get(CALLS);
        JsonPath calls = JsonPath.from(answer.text());
        return calls.getInt("adds.sum()") + " added, " + calls.getInt("removes.sum()") + " removed";
    }
}
