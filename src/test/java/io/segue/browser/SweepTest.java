package io.segue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page that a person can reach by links works, fits, and can be used by everyone. */
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class SweepTest {

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

    /** An editor's and a viewer's pages are an owner's with less on them: their links are followed, axe is not asked again. */
    @ParameterizedTest
    @CsvSource({
        "visitor, /, true, 1",
        "acme-owner, /t/acme, true, 25",
        "acme-editor, /t/acme, false, 25",
        "acme-viewer, /t/acme, false, 20",
        "globex-owner, /t/globex, true, 12",
        "support, /support, true, 8"
    })
    void everyLinkLeadsToAPageThatWorks(String person, String start, boolean withAxe, int least) throws Exception {
        browser.tell("sweep", () -> {
            Page page = browser.signInUntraced(person);
            if (start.equals("/t/acme")) {
                untilSeeded(page);
            }
            TestingSweep sweep = new TestingSweep(page, base, withAxe);

            assertThat(sweep.from(start)).isEmpty();
            assertThat(sweep.pages()).isGreaterThanOrEqualTo(least);
        });
    }

    /** The pages are the customer's, which axe is asked about above; what they show with a look must lead nowhere wrong. */
    @Test
    void everyLinkOfATenantThatSupportLooksAtWorks() throws Exception {
        browser.tell("sweep", () -> {
            Page page = browser.signInUntraced("support");
            page.navigate("/support/tenants/acme");
            page.getByLabel("Why you look").fill("to follow every link");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName("Look").setExact(true))
                    .click();
            untilSeeded(page);
            TestingSweep sweep = new TestingSweep(page, base, false);

            assertThat(sweep.from("/t/acme")).isEmpty();
            assertThat(sweep.pages()).isGreaterThanOrEqualTo(20);
            page.navigate("/support/tenants/acme");
            page.getByText("Stop looking").click();
            assertThat(page.url()).endsWith("/support/tenants/acme");
        });
    }

    static void untilSeeded(Page page) {
        page.waitForCondition(
                () -> {
                    page.navigate("/t/acme/segments");
                    return page.getByText("Succeeded").count() >= 4;
                },
                new Page.WaitForConditionOptions().setTimeout(90_000));
    }
}
