package io.segue.flags.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.segue.browser.TestingBrowser;
import io.segue.browser.TestingSandbox;
import io.segue.flags.choice.Choice;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.reporter.ReporterFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lines that a developer copies, as they are, on a page of another origin. */
@Tag("wide")
@QuarkusTest
@TestProfile(TestingSandbox.class)
class SnippetOnAPageTest {

    private static final ReporterOptions HOLDING =
            new ReporterOptions("ld_", 3_000, false, "ldUserId", "user", false, false, true);

    /** Heap 5 as its guide has it, and who answers for LaunchDarkly. */
    private static final String HEAD = """
            <!doctype html><html lang="en"><head><title>Shop</title><script>
              window.errors = [];
              addEventListener('error', (event) => event.message && errors.push(event.message));
              window.heapReadyCb = [];
              window.heap = [];
              ['addUserProperties', 'addEventProperties', 'clearEventProperties', 'removeEventProperty', 'trackPageview']
                .forEach((name) => (heap[name] = (...args) => heapReadyCb.push({ fn: () => heap[name](...args) })));
              heap.envId = '3333333333';
              heap.clientConfig = { disablePageviewAutocapture: true };
              window.ldClient = { allFlags: () => ({ beta: true }), getContext: () => ({ kind: 'user', key: 'ann' }) };
            </script><script src="/heap/heap_config.js"></script>
            """;

    @ConfigProperty(name = "segue.url")
    String base;

    private HttpServer shop;
    private TestingBrowser browser;
    private Page page;

    /** A real server: from a page that a test makes up, browsers load nothing that is on this machine. */
    @BeforeEach
    void open() throws IOException {
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/heap/heap_config.js", "text/javascript", heap());
        shop.start();
        String address = "http://shop.localhost:" + shop.getAddress().getPort();
        browser = new TestingBrowser(address);
        page = browser.windowUntraced("visitor");
    }

    @AfterEach
    void close() {
        browser.close();
        shop.stop(0);
    }

    @Test
    void tellsHeapOfTheChosenFlags() {
        opens(HEAD + snippet(ReporterOptions.USUAL));

        page.waitForFunction("() => document.cookie.includes(encodeURIComponent('\"ld_beta\":true'))");
        assertThat(page.evaluate("heapSeen.users[heapSeen.who()]")).isEqualTo(Map.of("ldUserId", "ann"));
        assertThat(page.evaluate("errors")).asList().isEmpty();
    }

    @Test
    void worksWhereATagManagerPutsItOnThePageLate() {
        opens(HEAD);

        page.evaluate(
                "(lines) => document.body.append(document.createRange().createContextualFragment(lines))",
                snippet(ReporterOptions.USUAL));

        page.waitForFunction("() => document.cookie.includes(encodeURIComponent('\"ld_beta\":true'))");
        assertThat(page.evaluate("errors")).asList().isEmpty();
    }

    @Test
    void holdsTheFirstPageviewForTheFlags() {
        opens(HEAD + snippet(HOLDING));

        page.waitForFunction("() => heapSeen.events.length > 0");
        assertThat(page.evaluate("heapSeen.events[0].properties")).isEqualTo(Map.of("ld_beta", true));
    }

    @Test
    void losesNoPageviewAndThrowsNothingWhereTheReporterIsBlocked() {
        page.context().route("**/reporter/**", Route::abort);
        opens(HEAD + snippet(HOLDING));

        page.waitForFunction("() => heapSeen.events.length > 0");
        assertThat(page.evaluate("heapSeen.events.map((event) => event.type)")).isEqualTo(List.of("pageview"));
        assertThat(page.evaluate("errors")).asList().isEmpty();
    }

    private String snippet(ReporterOptions options) {
        Choice choice = new Choice(List.of("beta"), Map.of(), options);
        return Snippet.of(choice, base, new ReporterFiles().script()).script();
    }

    private void opens(String html) {
        serve("/", "text/html", html.getBytes(StandardCharsets.UTF_8));
        page.navigate("/");
    }

    private void serve(String path, String type, byte[] content) {
        shop.createContext(path, call -> {
            try (call) {
                call.getResponseHeaders().set("Content-Type", type);
                call.sendResponseHeaders(200, content.length);
                call.getResponseBody().write(content);
            }
        });
    }

    private static byte[] heap() throws IOException {
        try (InputStream content = SnippetOnAPageTest.class.getResourceAsStream("/shop/heap.js")) {
            return content.readAllBytes();
        }
    }
}
