package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A day of support's, and what the customers see of it. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class SupportTest {

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

    @Test
    void enablesWhoAskedAndSuspendsOnAPhoneWithoutScripts() throws Exception {
        browser.tell("asked", () -> {
            Page visitor = browser.signIn("visitor", browser.phoneWithoutScripts());
            visitor.getByLabel("Organisation").fill("Hooli");
            visitor.getByLabel("What it is for").fill("Power users see the beta");
            button(visitor, "Request it").click();
            assertThat(visitor.getByText("Your request is with support")).isVisible();

            Page support = browser.signIn("support", browser.phoneWithoutScripts());
            Locator row = row(support, "Hooli");
            assertThat(row).containsText("waits");
            assertThat(row).containsText("Power users see the beta");
            row.getByRole(AriaRole.LINK).first().click();
            button(support, "Enable").click();
            assertThat(support.getByText("shown only this once")).isVisible();

            link(visitor, "Look again").click();
            assertThat(visitor.getByText("is not set up yet").first()).isVisible();

            support.navigate("/support/tenants/hooli");
            support.getByText("Suspend…").click();
            support.getByLabel("Why, for the customer").fill("the contract has ended");
            button(support, "Suspend").click();
            visitor.reload();
            assertThat(visitor.getByText("Hooli is suspended.")).isVisible();
            link(visitor, "audit log").click();
            assertThat(row(visitor, "Suspended the tenant")).containsText("because: the contract has ended");

            button(support, "Enable again").click();
            visitor.navigate("/t/hooli");
            assertThat(visitor.getByText("Hooli is suspended.")).isHidden();
        });
    }

    @Test
    void findsWhatFailsAndLooksAtItWithoutChangingAnything() throws Exception {
        int refused = given().contentType("application/json")
                .header("Heap-Hash", "ts:1700000000000,hmac:afDVF1f1VXnMzUaxMwMX8pPFgWkZaiOwgsM0oIFfIes=")
                .body("{}")
                .post(base + "/hooks/heap/sandbox-globex-hook-00000000000000000000000")
                .statusCode();
        assertThat(refused).isEqualTo(403);
        browser.tell("look", () -> {
            Page support = browser.signIn("support", browser.desktop());
            link(support, "Failures").click();
            Locator cause = row(support, "Heap’s calls are refused: No webhook secret is saved yet");
            assertThat(cause).containsText("The customer.");
            cause.getByRole(AriaRole.LINK).first().click();
            link(support, "Globex").click();
            assertThat(support.getByText("What fails").first()).isVisible();

            support.getByLabel("Why you look").fill("ticket 4711");
            button(support, "Look").click();
            assertThat(support.getByText("You look at Globex as support.")).isVisible();
            link(support, "Set up").click();
            link(support, "Inbox").click();
            assertThat(support.getByText("No webhook secret is saved yet").first())
                    .isVisible();
            assertThat(support.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make")))
                    .hasCount(0);
            APIResponse tried = support.request().get("/t/globex/connections/new");
            assertThat(tried.status()).isEqualTo(403);
            assertThat(tried.text()).contains("nothing can be changed here");

            Page owner = browser.signIn("globex-owner", browser.desktop());
            owner.navigate("/t/globex/audit");
            link(owner, "only support’s").click();
            assertThat(row(owner, "Began to look around")).containsText("because: ticket 4711");
            assertThat(row(owner, "/t/globex/setup")).containsText("support (support)");
            assertThat(row(owner, "Tried to change something, and was refused")).isVisible();

            support.navigate("/support/tenants/globex");
            button(support, "Stop looking").click();
            support.navigate("/t/globex");
            assertThat(support.getByLabel("Why you look")).isVisible();
        });
    }

    @Test
    void searchesWhileSomebodyTypes() throws Exception {
        browser.tell("search", () -> {
            Page support = browser.signIn("support", browser.desktop());
            assertThat(row(support, "Initech")).containsText("waits");
            assertThat(row(support, "Initech")).not().containsText("ago");
            support.getByLabel("Search by name").pressSequentially("glob");
            assertThat(row(support, "Acme")).hasCount(0);
            assertThat(row(support, "Globex")).isVisible();
            support.waitForURL(url -> url.contains("search=glob"));
            link(support, "Suspended").click();
            assertThat(support.getByText("No tenant is suspended.")).isVisible();
        });
    }

    static Locator row(Page page, String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    static Locator link(Page page, String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }
}
