package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A customer's day, in a real browser: each page's main way, and what happens when something is in it. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class DailyPagesTest {

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
    void theOverviewAnswersAtOneLook() throws Exception {
        browser.tell("overview", () -> {
            TestingPage owner = acme.signIn("acme-owner").open("/t/acme");
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
    void manyAreTurnedOffAndOnTogetherAfterTheNumberIsSaid() throws Exception {
        browser.tell("many", () -> {
            TestingPage owner = acme.signIn("acme-owner").open("/t/acme/segments");
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
            owner.sees("2 segments turned on. The first run starts now");
            assertThat(owner.itself().locator("tbody:has-text('Power users')")).containsText("Succeeded");
        });
    }

    @Test
    void aRunIsSeenLiveToItsEndItsWaitsIncluded() throws Exception {
        browser.tell("run", () -> {
            TestingPage owner = acme.signIn("acme-owner").open("/t/acme/segments");
            acme.faults("{\"rateLimitNext\":1,\"retryAfterSeconds\":4,\"latencyMillis\":0}");
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
            TestingPage viewer = acme.signIn("acme-viewer").open("/t/acme/segments");
            viewer.link("Newsletter readers").click();
            viewer.reloadsUntilItHas("[data-sizes]");
            Locator plot = viewer.itself().locator(".sizes .u-over").first();
            assertThat(plot).isVisible();
            assertThat(viewer.itself().locator(".sizes .u-legend").first()).containsText("50,450");
            Page.WaitForFunctionOptions soon = new Page.WaitForFunctionOptions().setTimeout(5_000);
            BoundingBox box = plot.boundingBox();
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
            TestingPage editor = acme.signIn("acme-editor").open("/t/acme/inbox");
            editor.mark();
            editor.itself().getByLabel("Segment").fill("enterprise");
            editor.isAt("segment=enterprise");
            editor.seesNo("Newsletter readers");
            editor.isStillTheSamePage();
            editor.itself().locator("tbody th a").last().click();
            editor.sees("members changed by it");
            String member = editor.itself().locator("pre.body").innerText().replaceAll("(?s).*?(user-[0-9]+).*", "$1");
            editor.itself().getByLabel("Find in the body").fill(member);
            editor.sees("In 1 of");
            assertThat(editor.itself().locator("pre.body mark")).hasText(member);
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
            TestingPage viewer = acme.signIn("acme-viewer").open("/t/acme/segments");
            viewer.link("Power users").click();
            viewer.sees("Members in LaunchDarkly over time");
            assertThat(viewer.button("Sync now")).hasCount(0);
            viewer.itself().setViewportSize(390, 844);
            viewer.open("/t/acme/members?key=nobody");
            viewer.sees("Ask LaunchDarkly now");
            viewer.isForEveryone();
            browser.expectsRefusals();
            assertThat(viewer.itself().navigate("/t/acme/inbox/replay").status())
                    .isEqualTo(403);
            viewer.sees("This needs the role editor; yours is viewer. An owner of Acme can change that.");
            viewer.isForEveryone();
            viewer.link("What this means: not-allowed").click();
            viewer.isAt("/errors#not-allowed");
            assertThat(viewer.itself().locator("details.menu")).isVisible();
        });
    }

    @Test
    void aStrangerFindsNothingAndAVisitorIsAskedWhoTheyAre() throws Exception {
        browser.tell("stranger", () -> {
            String segment = acme.segment();
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
}
