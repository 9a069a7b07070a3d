package io.segue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page that a person can reach by links works, fits, and can be used by everyone. */
@Tag("wide")
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

    @ParameterizedTest
    @CsvSource({"visitor, /, 1", "acme-owner, /t/acme, 25", "globex-owner, /t/globex, 12", "support, /support, 8"})
    void everyLinkLeadsToAPageThatWorks(String person, String start, int least) throws Exception {
        browser.tell("sweep", () -> {
            Page page = browser.signInUntraced(person);
            if (start.equals("/t/acme")) {
                untilSeeded(page);
            }
            TestingSweep sweep = new TestingSweep(page, base, true);

            assertThat(sweep.from(start)).isEmpty();
            assertThat(sweep.pages()).isGreaterThanOrEqualTo(least);
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
