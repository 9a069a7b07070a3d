package io.segue.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The machine's Chromium with one window for each person. It listens to the console of Segue's own pages, and keeps
 * pictures and a trace of a story that fails under target/browser.
 */
public final class TestingBrowser implements AutoCloseable {

    private static final Path KEPT = Path.of("target", "browser");
    private static final List<String> ARGUMENTS =
            List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /** What htmx says when a page is left whose events were still coming. */
    private static final String STREAM_LEFT_OPEN = "[object Event]";

    /** Long enough for a busy machine; what is there is seen at once. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final String base;
    private final Playwright playwright;
    private final Browser browser;
    private final Map<String, Page> windows = new LinkedHashMap<>();
    private final Set<String> untraced = new HashSet<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** What a person does. */
    interface Story {

        void happen() throws Exception;
    }

    public TestingBrowser(String base) {
        this.base = base;
        Path chromium = chromium();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setHeadless(true)
                        .setArgs(ARGUMENTS));
    }

    /** How a person looks at it. */
    enum Window {
        USUAL(1280, 800, true),
        DESKTOP(1440, 900, true),
        PHONE_WITHOUT_SCRIPTS(390, 844, false);

        private final int width;
        private final int height;
        private final boolean scripts;

        Window(int width, int height, boolean scripts) {
            this.width = width;
            this.height = height;
            this.scripts = scripts;
        }
    }

    /** A window of its own, with its own cookies. */
    public Page windowOf(String person) {
        return windowOf(person, Window.USUAL);
    }

    private Page windowOf(String person, Window window) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(base)
                .setViewportSize(window.width, window.height)
                .setJavaScriptEnabled(window.scripts)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB"));
        context.tracing().start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
        Page page = context.newPage();
        page.onConsoleMessage(message -> listen(page, message));
        page.onPageError(error -> complaints.add(person + " at " + page.url() + ": " + error));
        windows.put(person, page);
        return page;
    }

    /** Through the form of the light OIDC server, as anybody would. */
    Page signIn(String person) {
        return signIn(person, Window.USUAL);
    }

    Page signIn(String person, Window window) {
        Page page = windowOf(person, window);
        page.navigate("/");
        page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("button[value='" + person + "']").click();
        page.waitForURL(url -> url.startsWith(base));
        return page;
    }

    /** For a person who looks at very many pages: no trace of them is kept. */
    Page signInUntraced(String person) {
        Page page = signIn(person);
        page.context().tracing().stop();
        untraced.add(person);
        return page;
    }

    /** Fails when the story does, or when one of Segue's pages complained on the console. */
    void tell(String name, Story story) throws Exception {
        try {
            story.happen();
            assertThat(complaints).as("errors on the console of Segue's pages").isEmpty();
        } catch (Exception | AssertionError e) {
            keep(name);
            throw e;
        }
    }

    @Override
    public void close() {
        playwright.close();
    }

    private void listen(Page page, ConsoleMessage message) {
        boolean isStreamLeftOpen = message.text().equals(STREAM_LEFT_OPEN);
        if (message.type().equals("error") && page.url().startsWith(base) && !isStreamLeftOpen) {
            complaints.add(page.url() + ": " + message.text());
        }
    }

    private void keep(String name) {
        windows.forEach((person, page) -> {
            Path start = KEPT.resolve(name + "-" + person);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(start.resolveSibling(start.getFileName() + ".png"))
                    .setFullPage(true));
            if (untraced.contains(person)) {
                return;
            }
            page.context()
                    .tracing()
                    .stop(new Tracing.StopOptions().setPath(start.resolveSibling(start.getFileName() + ".zip")));
        });
    }

    private static Path chromium() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("Starting the browser test: expected chromium, chromium-browser or"
                                + " google-chrome on the PATH, found none. Install it: apt-get install chromium"));
    }
}
