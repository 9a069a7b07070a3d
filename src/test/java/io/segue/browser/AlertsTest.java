package io.segue.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who is told of alerts, set up in a real browser. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSeededSandbox.class)
class AlertsTest {

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
    }

    @Test
    void anEditorAddsATargetAndSendsATest() throws Exception {
        browser.tell("alerts", () -> {
            TestingPage editor = acme.signIn("acme-editor").open("/t/acme/alerts");
            editor.sees("Nobody yet.");
            editor.isForEveryone();
            editor.itself().getByText("A URL of yours.").click();
            editor.itself()
                    .getByLabel("Name", new Page.GetByLabelOptions().setExact(true))
                    .fill("Our pipeline");
            editor.itself().getByLabel("Address, URL or key").fill("http://127.0.0.1:1/hook");
            editor.button("Add").click();
            editor.sees("shown only this once");
            assertThat(editor.itself().locator("#secret")).hasValue(Pattern.compile("whsec_.{44}"));
            editor.isForEveryone();

            editor.open("/t/acme/alerts");
            editor.button("Send a test to Our pipeline").click();
            editor.sees("A test of alerts");
            editor.text("Change Our pipeline…").click();
            editor.isForEveryone();
            editor.button("Remove Our pipeline").click();
            editor.sees("The target was removed");
        });
    }
}
