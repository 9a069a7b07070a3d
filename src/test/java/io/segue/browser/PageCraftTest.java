package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds on every page: answers at once, keys, times, theme, no need of JavaScript, little weight. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class PageCraftTest {

    @ConfigProperty(name = "segue.url")
    String base;

    private TestingBrowser browser;
    private TestingAcme acme;

    @BeforeEach
    void open() {
        browser = new TestingBrowser(base);
        acme = new TestingAcme(browser);
    }

    @AfterEach
    void close() {
        browser.close();
        acme.faults("{\"latencyMillis\":0,\"rateLimitNext\":0,\"failNext\":0}");
    }

    @Test
    void aSwitchAnswersAtOnceAndTakesBackWhatWasRefused() throws Exception {
        browser.tell("switch", () -> {
            TestingPage editor = acme.signIn("acme-editor").open("/t/acme/segments");
            editor.mark();
            Locator onOff = editor.itself().locator("tbody:has-text('Enterprise admins') [role=switch]");
            onOff.focus();
            editor.presses("Enter");
            assertThat(onOff).hasAttribute("aria-checked", "false");
            editor.sees("Off");
            assertThat(onOff).isFocused();
            editor.itself().waitForResponse("**/switch", () -> editor.presses("Enter"));
            assertThat(onOff).hasAttribute("aria-checked", "true");
            // The answer's row has taken the pressed one's place.
            assertThat(editor.itself().locator(".htmx-request, .htmx-swapping, .htmx-settling"))
                    .hasCount(0);

            browser.expectsRefusals();
            editor.itself().route("**/switch", route -> route.abort());
            onOff.click();
            editor.sees("Not turned off: the server was not reached. Try again.");
            assertThat(onOff).hasAttribute("aria-checked", "true");
            editor.isStillTheSamePage();
            editor.isAt("/t/acme/segments");
            editor.itself().unroute("**/switch");
        });
    }

    @Test
    void theListIsSearchedNarrowedAndOrderedInPlace() throws Exception {
        browser.tell("list", () -> {
            TestingPage viewer = acme.signIn("acme-viewer").open("/t/acme/segments");
            viewer.mark();
            viewer.itself().getByLabel("Search by name or Heap id").fill("users");
            viewer.isAt("search=users");
            viewer.seesNo("Churn risk");
            viewer.itself().getByLabel("Search by name or Heap id").fill("no such thing");
            viewer.sees("No segment has “no such thing” in its name");
            viewer.link("Show all").click();
            viewer.isAt("/t/acme/segments");
            viewer.mark();
            viewer.itself().locator("#sort-members").click();
            viewer.isAt("sort=-members");
            assertThat(viewer.itself().locator("tbody.group").first()).containsText("Newsletter readers");
            viewer.itself().locator("#state-off").click();
            viewer.isAt("state=off");
            viewer.seesNo("Power users");
            viewer.isStillTheSamePage();
            assertThat(viewer.itself().getByRole(AriaRole.SWITCH)).hasCount(0);
        });
    }

    @Test
    void everythingIsReachedByKeyboard() throws Exception {
        browser.tell("keyboard", () -> {
            TestingPage owner = acme.signIn("acme-owner").open("/t/acme");
            owner.presses("Tab");
            assertThat(owner.link("Skip to content")).isFocused();
            owner.presses("Enter g s");
            owner.isAt("/t/acme/segments");
            owner.presses("/");
            assertThat(owner.focused()).isEqualTo("search");
            owner.presses("Escape");
            owner.itself().locator("h1").click();
            owner.presses("j j k");
            assertThat(owner.focused()).isEqualTo("Beta testers");
            owner.presses("Enter");
            owner.isAt("/segments/seg_");
            owner.presses("?");
            owner.sees("Single keys do this");
            owner.isForEveryone();
            owner.itself().getByLabel("Single keys do this").uncheck();
            owner.presses("Escape g i");
            owner.presses("?");
            assertThat(owner.itself().locator("#keys")).isHidden();
            owner.isAt("/segments/seg_");
            owner.button("Keyboard").click();
            owner.itself().getByLabel("Single keys do this").check();
            owner.presses("Escape g i");
            owner.isAt("/t/acme/inbox");
        });
    }

    @Test
    void timesAreTheReadersOwnAndExactWhenWanted() throws Exception {
        browser.tell("times", () -> {
            TestingPage owner = acme.signIn("acme-owner").open("/t/acme/inbox");
            Locator time = owner.itself().locator("tbody th time").first();
            assertThat(time).hasText(Pattern.compile("ago|just now"));
            assertThat(time).hasAttribute("title", Pattern.compile(" CES?T$"));
            owner.presses("t");
            assertThat(time).hasText(Pattern.compile(" CES?T$"));
            owner.open("/t/acme");
            assertThat(owner.button("Exact times")).hasAttribute("aria-pressed", "true");
            owner.button("Exact times").click();
            assertThat(owner.itself().locator(".figures time").first()).hasText(Pattern.compile("ago|in |just now"));
        });
    }

    @Test
    void theThemeIsTheSystemsOrTheReadersChoice() throws Exception {
        browser.tell("theme", () -> {
            TestingPage owner =
                    new TestingPage(browser.signIn("acme-owner", browser.usual().setColorScheme(ColorScheme.DARK)));
            Locator html = owner.open("/t/acme").itself().locator("html");
            assertThat(html).hasAttribute("data-bs-theme", "dark");
            owner.button("Light").click();
            assertThat(html).hasAttribute("data-bs-theme", "light");
            owner.itself().reload();
            assertThat(html).hasAttribute("data-bs-theme", "light");
        });
    }

    @Test
    void everyFormWorksWithoutJavaScript() throws Exception {
        browser.tell("without-script", () -> {
            acme.signIn("acme-viewer");
            TestingPage editor = new TestingPage(
                    browser.signIn("acme-editor", browser.usual().setJavaScriptEnabled(false)));
            editor.open("/t/acme/segments");
            editor.itself().getByLabel("Search by name or Heap id").fill("beta");
            editor.button("Search").click();
            editor.isAt("search=beta");
            Locator onOff = editor.itself().getByRole(AriaRole.SWITCH);
            onOff.click();
            editor.open("/t/acme/segments?search=beta");
            assertThat(onOff).hasAttribute("aria-checked", "false");
            onOff.click();
            editor.open("/t/acme/segments?search=beta");
            assertThat(onOff).hasAttribute("aria-checked", "true");

            editor.open("/t/acme/inbox");
            editor.itself().getByLabel("Verdict").selectOption("applied");
            editor.itself().getByLabel("Segment").fill("beta");
            editor.button("Show").click();
            editor.isAt("segment=beta");
            editor.itself().locator("tbody th a").first().click();
            editor.itself().getByLabel("Find in the body").fill("user");
            editor.button("Find").click();
            editor.isAt("find=user");
            editor.text("Replay it…").click();
            editor.button("Replay this delivery").click();
            editor.sees("Replayed by acme-editor");
            editor.open("/t/acme/segments");
            editor.link("Beta testers").click();
            editor.button("Sync now").click();
            editor.isAt("/runs/run_");
        });
    }

    /** As the browser gets it, compressed, with nothing kept from before: each page in a window of its own. */
    @Test
    void theFirstLookIsLight() throws Exception {
        browser.tell("weight", () -> {
            String signedIn = acme.signIn("acme-owner").itself().context().storageState();
            for (String path : List.of("", "/setup", "/segments", "/segments/" + acme.segment(), "/inbox", "/runs")) {
                Page page = browser.windowOf(
                        "first look at " + path, browser.usual().setStorageState(signedIn));
                List<Request> requests = new ArrayList<>();
                page.onRequestFinished(requests::add);
                page.navigate("/t/acme" + path);
                page.waitForLoadState(LoadState.NETWORKIDLE);
                long bytes = requests.stream()
                        .mapToLong(request -> request.sizes().responseBodySize + request.sizes().responseHeadersSize)
                        .sum();
                System.out.printf("Weight of /t/acme%s: %,d bytes in %d answers%n", path, bytes, requests.size());
                assertThat(bytes).as(path).isBetween(20_000L, 350_000L);
            }
        });
    }
}
