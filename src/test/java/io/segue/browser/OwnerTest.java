package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.segue.browser.SupportTest.button;
import static io.segue.browser.SupportTest.link;
import static io.segue.browser.SupportTest.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an owner does with people, tokens and the audit log, with and without scripts. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class OwnerTest {

    @ConfigProperty(name = "segue.url")
    String base;

    private TestingBrowser browser;

    @BeforeEach
    void open() {
        browser = new TestingBrowser(base);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"desktop", "phone"})
    void decidesWhoIsInAndWhatTheApiMayDo(String window) throws Exception {
        String anna = "anna-" + window + "@example.com";
        browser.tell("owner", () -> {
            Page owner = browser.signIn(
                    "acme-owner", window.equals("phone") ? browser.phoneWithoutScripts() : browser.desktop());
            owner.navigate("/t/acme/people");
            owner.getByLabel("E-mail address").fill(anna);
            owner.getByLabel("Role", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("editor");
            button(owner, "Invite").click();
            assertThat(row(owner, anna)).containsText("Editor");
            row(owner, anna)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Withdraw"))
                    .click();
            assertThat(row(owner, anna)).hasCount(0);
            assertThat(owner.getByText("The only owner: one has to stay.")).isVisible();

            owner.navigate("/t/acme/tokens");
            String name = "pipeline " + window;
            owner.getByLabel("Name").fill(name);
            button(owner, "Create").click();
            assertThat(owner.getByText("shown only this once")).isVisible();
            String token = owner.getByLabel("The new token").inputValue();
            owner.navigate("/t/acme/tokens");
            assertThat(owner.content()).doesNotContain(token);
            row(owner, name).getByText("Revoke").first().click();
            row(owner, name)
                    .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Revoke"))
                    .click();
            assertThat(row(owner, name)).hasCount(0);

            owner.navigate("/t/acme/audit");
            owner.getByLabel("What").fill(name);
            button(owner, "Show").click();
            assertThat(owner.locator("tbody tr")).hasCount(2);
            assertThat(row(owner, "Revoked an API token")).containsText("before: role editor");
            Download file = owner.waitForDownload(
                    () -> link(owner, "Export these as CSV").click());
            assertThat(Files.readString(file.path()))
                    .contains("token " + name, "role editor")
                    .doesNotContain(anna);
        });
    }
}
