package io.segue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those who may do less follow every link too: it is an owner's pages with less on them, so axe is not asked again. */
@Tag("long")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class LesserSweepTest {

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
    @CsvSource({"acme-editor, 25", "acme-viewer, 20"})
    void everyLinkLeadsToAPageThatWorks(String person, int least) throws Exception {
        browser.tell("sweep", () -> {
            Page page = browser.signInUntraced(person);
            SweepTest.untilSeeded(page);
            TestingSweep sweep = new TestingSweep(page, base, false);

            assertThat(sweep.from("/t/acme")).isEmpty();
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
            SweepTest.untilSeeded(page);
            TestingSweep sweep = new TestingSweep(page, base, false);

            assertThat(sweep.from("/t/acme")).isEmpty();
            assertThat(sweep.pages()).isGreaterThanOrEqualTo(20);
            page.navigate("/support/tenants/acme");
            page.getByText("Stop looking").click();
            assertThat(page.url()).endsWith("/support/tenants/acme");
        });
    }
}
