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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The machine's Chromium with one window for each person. It listens to the console of Segue's own pages, and keeps
 * pictures and a trace of a story that fails under target/browser.
 */
public final class TestingBrowser implements AutoCloseable {

    private static final Path KEPT = Path.of("target", "browser");
    private static final List<String> ARGUMENTS =
            List.of("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync");

    /** What the content security policy refuses is told on the console too, whatever the browser says of it itself. */
    private static final String TELL_VIOLATIONS = """
            addEventListener('securitypolicyviolation', (report) =>
                console.error(`CSP: ${report.effectiveDirective} refused ${report.blockedURI}`));""";

    /** What htmx says when a page is left whose events were still coming. */
    private static final String STREAM_LEFT_OPEN = "[object Event]";

    private static final Pattern REFUSAL =
            Pattern.compile("^Failed to load resource|^htmx:(sendError|responseError|afterRequest)");

    /** Long enough for a busy machine; what is there is seen at once. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final String base;
    private final Browser browser = Started.CHROMIUM;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Map<String, Page> windows = new LinkedHashMap<>();
    private final Set<String> untraced = new HashSet<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean isRefusalExpected;

    /** What a person does. */
    interface Story {

        void happen() throws Exception;
    }

    public TestingBrowser(String base) {
        this.base = base;
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    }

    /** One for all tests, since each start takes seconds; what tells them apart is the window. It ends with the tests. */
    private static final class Started {

        private static final Browser CHROMIUM = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setHeadless(true)
                        .setArgs(ARGUMENTS));
    }

    /** A window of its own, with its own cookies. */
    public Page windowOf(String person) {
        return windowOf(person, usual());
    }

    /** How a window is, unless a story wants it otherwise. */
    Browser.NewContextOptions usual() {
        return new Browser.NewContextOptions()
                .setBaseURL(base)
                .setViewportSize(1280, 800)
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("Europe/Berlin")
                .setLocale("en-GB");
    }

    Browser.NewContextOptions desktop() {
        return usual().setViewportSize(1440, 900);
    }

    Browser.NewContextOptions phoneWithoutScripts() {
        return usual().setViewportSize(390, 844).setJavaScriptEnabled(false);
    }

    /** The same for one of very many: no trace of it is kept. */
    public Page windowUntraced(String person) {
        return withoutTrace(person, windowOf(person));
    }

    private Page withoutTrace(String person, Page page) {
        page.context().tracing().stop();
        untraced.add(person);
        return page;
    }

    Page windowOf(String person, Browser.NewContextOptions options) {
        BrowserContext context = context(options);
        context.addInitScript(TELL_VIOLATIONS);
        // A picture of every frame besides would cost more than the story itself.
        context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
        Page page = context.newPage();
        page.onConsoleMessage(message -> listen(page, message));
        page.onPageError(error -> complaints.add(person + " at " + page.url() + ": " + error));
        windows.put(person, page);
        return page;
    }

    /** Through the form of the light OIDC server, as anybody would. */
    Page signIn(String person) {
        return signIn(person, usual());
    }

    Page signIn(String person, Browser.NewContextOptions options) {
        Page page = windowOf(person, options);
        page.navigate("/");
        page.getByText("Sign in", new Page.GetByTextOptions().setExact(true)).click();
        page.locator("button[value='" + person + "']").click();
        page.waitForURL(url -> url.startsWith(base));
        return page;
    }

    /** The same person in a browser that carries out no script. */
    Page withoutScript(Page signedIn) {
        return context(new Browser.NewContextOptions()
                        .setBaseURL(base)
                        .setJavaScriptEnabled(false)
                        .setLocale("en-GB")
                        .setStorageState(signedIn.context().storageState()))
                .newPage();
    }

    /** For a person who looks at very many pages: no trace of them is kept. */
    Page signInUntraced(String person) {
        return withoutTrace(person, signIn(person));
    }

    /** What is told from here on includes answers that are errors, and the console says so. */
    void expectsRefusals() {
        isRefusalExpected = true;
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

    private BrowserContext context(Browser.NewContextOptions options) {
        BrowserContext context = browser.newContext(options);
        contexts.add(context);
        return context;
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }

    private void listen(Page page, ConsoleMessage message) {
        boolean isStreamLeftOpen = message.text().equals(STREAM_LEFT_OPEN);
        boolean isExpected = isStreamLeftOpen
                || (isRefusalExpected && REFUSAL.matcher(message.text()).find());
        if (message.type().equals("error") && page.url().startsWith(base) && !isExpected) {
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
