package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Takes the documentation's pictures from the product itself: {@code ./mvnw -Pscreenshots test}. */
@QuarkusTest
@TestProfile(Screenshots.Telling.class)
class Screenshots {

    /** Other tests look and send when they want to. */
    public static class Telling extends TestingSeededSandbox {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("segue.alerts.look-every", "5s");
            overrides.put("segue.alerts.send-every", "5s");
            return overrides;
        }
    }

    @ConfigProperty(name = "segue.url")
    String base;

    @Inject
    TestingHistory history;

    @Test
    void takesThemAll() throws Exception {
        try (TestingBrowser browser = new TestingBrowser(base)) {
            browser.tell("screenshots", () -> {
                Page owner = browser.signIn("acme-owner");
                ofACustomerAtWork(owner);
                ofWhatGoesWrong(owner);
                ofANewcomer(browser.signIn("globex-owner"));
                ofSupport(browser.signIn("support"));
            });
        }
    }

    private void ofACustomerAtWork(Page page) {
        page.navigate("/t/acme/runs");
        page.waitForCondition(
                () -> {
                    page.reload();
                    return page.locator("tbody tr:has-text('Succeeded')").count() == 8;
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
        page.locator("tbody a").first().click();
        keep(page, "run");
        history.lookBack("acme");
        // The overview remembers the days that are over, for each zone: those of this one were empty at the sign-in.
        page.context().addCookies(List.of(new Cookie("segue-zone", "Europe/Paris").setUrl(base)));
        page.navigate("/t/acme");
        keep(page, "overview");
        page.navigate("/t/acme/segments");
        keep(page, "segments");
        page.getByText("Newsletter readers").first().click();
        assertThat(page.locator(".sizes canvas").first()).isVisible();
        keep(page, "segment");
        page.navigate("/t/acme/segments");
        page.getByText("Beta testers").first().click();
        page.getByText("Turn on for another environment").click();
        keep(page.locator(".card:has(legend:has-text('Which field'))"), "key-field");
        page.navigate("/t/acme/connections");
        page.getByText("Production").first().click();
        keep(page.locator("section[aria-labelledby=check]"), "check");
        page.navigate("/t/acme/inbox?segment=users");
        keep(page, "inbox");
        page.locator("tbody th a").first().click();
        keep(page, "delivery");
    }

    /** Many leave at once: their removal waits for a decision, and of that somebody is told. */
    private static void ofWhatGoesWrong(Page page) {
        add(page, "Product team", "product@acme.example", "warn");
        add(page, "On call", "on-call@acme.example", "critical");
        page.getByText("Send a test to On call").click();
        TestingHeapHub heap = new TestingHeapHub(page, "acme");
        for (int i = 0; i < 4; i++) {
            heap.removesTheFirst("Enterprise admins", 35);
        }
        heap.syncs("Enterprise admins");
        page.navigate("/t/acme/alerts");
        page.waitForCondition(
                () -> {
                    page.reload();
                    return page.locator("#log .state-good").count() == 2;
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
        keep(page, "alerts");
        keep(page.locator("#rules"), "alert-rules");
        page.navigate("/t/acme/holds");
        keep(page, "holds");
    }

    private static void add(Page page, String name, String address, String level) {
        page.navigate("/t/acme/alerts");
        if (page.locator("#add[open]").count() == 0) {
            page.locator("#add summary").click();
        }
        page.locator("#name").fill(name);
        page.locator("#address").fill(address);
        page.locator("#level").selectOption(level);
        page.locator("#add button[type=submit]").click();
        assertThat(page.getByText(address)).isVisible();
    }

    private static void ofANewcomer(Page page) {
        page.navigate("/t/globex/setup");
        keep(page.locator("main"), "set-up");
    }

    private static void ofSupport(Page page) {
        // A call that nobody can have signed yet: something fails.
        page.request().post("/hooks/heap/sandbox-globex-hook-00000000000000000000000");
        page.navigate("/support");
        keep(page, "tenants");
        page.navigate("/support/failures");
        keep(page, "failures");
        page.navigate("/support/system");
        keep(page, "system");
    }

    private static void keep(Page page, String name) {
        assertThat(page.locator("footer")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(fileOf(name)));
    }

    private static void keep(Locator part, String name) {
        part.screenshot(new Locator.ScreenshotOptions().setPath(fileOf(name)));
    }

    private static Path fileOf(String name) {
        return Path.of("docs", "images", name + ".png");
    }
}
