package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;

/** What the same customer does in the sandbox's Heap. */
final class TestingHeapHub {

    private final Page page;
    private final String account;

    TestingHeapHub(Page page, String account) {
        this.page = page;
        this.account = account;
    }

    void createsAnIntegration(String webhookUrl) {
        page.navigate("/sandbox/heap/" + account + "/developer-hub");
        page.getByLabel("Name").fill("Segue");
        page.getByLabel("Webhook URL").fill(webhookUrl);
        button("Save").click();
    }

    String revealsTheWebhookSecret() {
        page.getByText("Reveal Webhook secret").click();
        return page.locator("section[aria-labelledby=secret-title] code").innerText();
    }

    void sendsTheSampleSegment() {
        button("Send sample segment").click();
        assertThat(firstAnswer()).containsText("200");
    }

    void sendsTheSampleSegmentInVain() {
        button("Send sample segment").click();
        assertThat(firstAnswer()).containsText("403");
    }

    void syncs(String segment) {
        opens(segment);
        button("Sync now").click();
        assertThat(page.getByText("0 changes not sent yet")).isVisible();
        assertThat(firstAnswer()).containsText("200");
    }

    void addsPeople(String segment, int count, int fromNumber) {
        opens(segment);
        page.getByLabel("Add … generated").fill(Integer.toString(count));
        page.getByLabel("from number").fill(Integer.toString(fromNumber));
        page.getByLabel("with email and plan").check();
        button("Generate").click();
    }

    void removesPeople(String segment, String... ids) {
        opens(segment);
        page.getByLabel("Add or remove people, one id a line").fill(String.join("\n", ids));
        button("Remove").click();
    }

    /** Those who stand first in the list, at most as many as fit into a form of the sandbox's. */
    void removesTheFirst(String segment, int count) {
        opens(segment);
        List<String> ids =
                page.locator("section[aria-labelledby=people-title] code").allInnerTexts();
        removesPeople(segment, ids.subList(0, count).toArray(String[]::new));
    }

    private void opens(String segment) {
        page.navigate("/sandbox/heap/" + account + "/segments");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(segment))
                .click();
    }

    private Locator firstAnswer() {
        return page.locator("#answers tbody tr").first();
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
