package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer's day, in a real browser: each page's main way, and what happens when something is in it. */
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class DailyPagesTest {

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
        faults("{\"latencyMillis\":0,\"rateLimitNext\":0,\"failNext\":0}");
    }

    @Test
    void theOverviewAnswersAtOneLook() throws Exception {
        browser.tell("overview", () -> {
            TestingPage owner = seeded("acme-owner").open("/t/acme");
            owner.sees("segments are on, LaunchDarkly holds");
            owner.sees("Added and removed in the last 14 days");
            owner.itself().locator(".days .day").last().hover();
            assertThat(owner.itself().locator(".days-told")).containsText("added");
            owner.text("The figures, day by day").click();
            assertThat(owner.itself().getByRole(AriaRole.COLUMNHEADER).first()).containsText("Europe/Berlin");
            owner.link("All runs").click();
            owner.isAt("/t/acme/runs");
            owner.isForEveryone();
        });
    }

    @Test
    void aSwitchAnswersAtOnceAndTakesBackWhatWasRefused() throws Exception {
        browser.tell("switch", () -> {
            TestingPage editor = seeded("acme-editor").open("/t/acme/segments");
            editor.mark();
            Locator onOff = editor.itself().locator("tbody:has-text('Enterprise admins') [role=switch]");
            onOff.focus();
            editor.presses("Enter");
            assertThat(onOff).hasAttribute("aria-checked", "false");
            editor.sees("Off");
            assertThat(onOff).isFocused();
            editor.presses("Enter");
            assertThat(onOff).hasAttribute("aria-checked", "true");

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
            TestingPage viewer = seeded("acme-viewer").open("/t/acme/segments");
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
    void manyAreTurnedOffAndOnTogetherAfterTheNumberIsSaid() throws Exception {
        browser.tell("many", () -> {
            TestingPage owner = seeded("acme-owner").open("/t/acme/segments");
            owner.itself().getByLabel("Choose Enterprise admins").check();
            owner.itself().getByLabel("Choose Power users").check();
            owner.sees("2 chosen");
            owner.button("Turn off…").click();
            owner.sees("2 segments are updated no more");
            owner.isForEveryone();
            owner.button("Turn off").click();
            owner.sees("2 segments turned off");

            owner.itself().getByLabel("Choose Enterprise admins").check();
            owner.itself().getByLabel("Choose Power users").check();
            owner.button("Turn on…").click();
            owner.sees("2 segments with");
            owner.button("Turn on").click();
            owner.sees("2 segments turned on. The first runs start now.");
            assertThat(owner.itself().locator("tbody:has-text('Power users')")).containsText("Succeeded");
        });
    }

    @Test
    void aRunIsSeenLiveToItsEndItsWaitsIncluded() throws Exception {
        browser.tell("run", () -> {
            TestingPage owner = seeded("acme-owner").open("/t/acme/segments");
            faults("{\"rateLimitNext\":1,\"retryAfterSeconds\":4,\"latencyMillis\":0}");
            owner.link("Trial accounts").click();
            owner.link("Turn on").first().click();
            owner.isForEveryone();
            owner.button("Turn on").click();
            owner.isAt("/runs/run_");
            owner.mark();
            owner.sees("LaunchDarkly asked us to wait 4 s");
            owner.sees("of 12,500 changes done");
            owner.sees("Succeeded");
            owner.sees("4 s in all");
            owner.sees("Asked us to wait 4 s");
            owner.isStillTheSamePage();
            owner.isForEveryone();

            owner.link("Trial accounts").click();
            owner.text("Turn off…").click();
            owner.text("Empty it").click();
            owner.sees("Removes the 12,500 members");
            owner.button("Turn off").click();
            owner.sees("Succeeded");
            owner.link("Trial accounts").click();
            owner.sees("Never; it is off, and was emptied");
        });
    }

    @Test
    void theCurveIsZoomedAndReadAndItsTableTellsTheSame() throws Exception {
        browser.tell("curve", () -> {
            TestingPage viewer = seeded("acme-viewer").open("/t/acme/segments");
            viewer.link("Newsletter readers").click();
            Locator plot = viewer.itself().locator(".sizes .u-over").first();
            assertThat(plot).isVisible();
            assertThat(viewer.itself().locator(".sizes .u-legend").first()).containsText("50,450");
            Page.WaitForFunctionOptions soon = new Page.WaitForFunctionOptions().setTimeout(5_000);
            var box = plot.boundingBox();
            viewer.itself().mouse().move(box.x + box.width * 0.2, box.y + 50);
            viewer.itself().mouse().down();
            viewer.itself().mouse().move(box.x + box.width * 0.6, box.y + 50);
            viewer.itself().mouse().up();
            assertThat(viewer.button("Show all of it")).isVisible();
            viewer.button("Show all of it").click();
            assertThat(viewer.button("Show all of it")).isHidden();
            viewer.text("The figures, run by run").click();
            assertThat(viewer.itself().locator("section[aria-labelledby=size] tbody th"))
                    .not()
                    .hasCount(0);
            viewer.link("7 days").click();
            viewer.isAt("window=7d");
            viewer.itself().waitForFunction("document.querySelector('.sizes canvas') !== null", null, soon);
            viewer.isForEveryone();
        });
    }

    @Test
    void aDeliveryIsFoundReadAndReplayed() throws Exception {
        browser.tell("inbox", () -> {
            TestingPage editor = seeded("acme-editor").open("/t/acme/inbox");
            editor.mark();
            editor.itself().getByLabel("Segment").fill("enterprise");
            editor.isAt("segment=enterprise");
            editor.seesNo("Newsletter readers");
            editor.isStillTheSamePage();
            editor.itself().locator("tbody th a").last().click();
            editor.sees("members changed by it");
            editor.itself().getByLabel("Find in the body").fill("user-000007");
            editor.sees("In 1 of");
            assertThat(editor.itself().locator("pre.body mark")).hasText("user-000007");
            editor.isForEveryone();
            editor.mark();
            editor.text("Replay it…").click();
            editor.button("Replay this delivery").click();
            editor.sees("that changed 0 members");

            editor.open("/t/acme/inbox?segment=enterprise");
            editor.link("Replay these…").click();
            editor.sees("What happens");
            editor.isForEveryone();
            editor.itself()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay "))
                    .click();
            editor.sees("deliveries are being replayed");
            editor.open("/t/acme/audit");
            editor.sees("Replayed deliveries");
        });
    }

    @Test
    void aViewerSeesEverythingAndIsToldWhoCanChangeIt() throws Exception {
        browser.tell("viewer", () -> {
            TestingPage viewer = seeded("acme-viewer").open("/t/acme/segments");
            viewer.link("Power users").click();
            viewer.sees("Members in LaunchDarkly over time");
            assertThat(viewer.button("Sync now")).hasCount(0);
            browser.expectsRefusals();
            assertThat(viewer.itself().navigate("/t/acme/inbox/replay").status())
                    .isEqualTo(403);
            viewer.sees("This needs the role editor; yours is viewer. An owner of Acme can change that.");
            viewer.isForEveryone();
        });
    }

    @Test
    void aStrangerFindsNothingAndAVisitorIsAskedWhoTheyAre() throws Exception {
        browser.tell("stranger", () -> {
            String segment = segmentOfAcme();
            TestingPage stranger = new TestingPage(browser.signIn("globex-owner"));
            browser.expectsRefusals();
            for (String path : new String[] {"", "/segments", "/segments/" + segment, "/inbox", "/setup", "/runs"}) {
                assertThat(stranger.itself().navigate("/t/acme" + path).status())
                        .as(path)
                        .isEqualTo(404);
                stranger.seesNo("Beta testers");
            }
            stranger.isForEveryone();
            Page visitor = browser.windowOf("visitor");
            visitor.navigate("/t/acme/segments");
            assertThat(visitor.url()).contains("authorize");
        });
    }

    @Test
    void everythingIsReachedByKeyboard() throws Exception {
        browser.tell("keyboard", () -> {
            TestingPage owner = seeded("acme-owner").open("/t/acme");
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
            TestingPage owner = seeded("acme-owner").open("/t/acme/inbox");
            Locator time = owner.itself().locator("tbody th time").first();
            assertThat(time).hasText(java.util.regex.Pattern.compile("ago|just now"));
            assertThat(time).hasAttribute("title", java.util.regex.Pattern.compile(" CES?T$"));
            owner.presses("t");
            assertThat(time).hasText(java.util.regex.Pattern.compile(" CES?T$"));
            owner.open("/t/acme");
            assertThat(owner.button("Exact times")).hasAttribute("aria-pressed", "true");
            owner.button("Exact times").click();
            assertThat(owner.itself().locator(".figures time").first())
                    .hasText(java.util.regex.Pattern.compile("ago|in |just now"));
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
            seeded("acme-viewer");
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

    /** As the browser got it, compressed, with nothing kept from before. */
    @Test
    void theFirstLookIsLight() throws Exception {
        browser.tell("weight", () -> {
            Page page = seeded("acme-owner").itself();
            JsonObject uncached = new JsonObject();
            uncached.addProperty("cacheDisabled", true);
            page.context().newCDPSession(page).send("Network.setCacheDisabled", uncached);
            List<Request> requests = new ArrayList<>();
            page.onRequestFinished(requests::add);
            for (String path : List.of("", "/setup", "/segments", "/segments/" + segmentOfAcme(), "/inbox", "/runs")) {
                requests.clear();
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

    private TestingPage seeded(String person) {
        Page page = browser.signIn(person);
        page.waitForCondition(
                () -> {
                    page.navigate("/t/acme/segments");
                    return page.getByText("Succeeded").count() >= 4;
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
        return new TestingPage(page);
    }

    private String segmentOfAcme() {
        String token = given().get("/sandbox/state.json").path("tenants.find { it.slug == 'acme' }.apiToken");
        return given().header("Authorization", "Bearer " + token)
                .get("/api/v1/segments")
                .path("items[0].id");
    }

    private static void faults(String json) {
        given().contentType("application/json").body(json).put("/sandbox/launchdarkly/faults");
    }
}
