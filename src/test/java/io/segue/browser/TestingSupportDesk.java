package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What support does with a tenant. */
final class TestingSupportDesk {

    private final Page page;

    TestingSupportDesk(Page page) {
        this.page = page;
    }

    /** Answers with the webhook URL, which is shown once. */
    String enable(String tenant) {
        Locator row = page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(tenant));
        assertThat(row).containsText("Requested");
        row.getByRole(AriaRole.LINK).click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enable"))
                .click();
        assertThat(page.getByText("shown only this once")).isVisible();
        return page.getByLabel("Webhook URL for " + tenant).inputValue();
    }
}
