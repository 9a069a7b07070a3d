package io.segue.flags.reporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.segue.browser.TestingBrowser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A customer's site on an origin of its own, with LaunchDarkly's real SDKs and an imitation of Heap's script. Like many
 * servers it refuses calls with more than 8 kB of cookies.
 */
final class TestingShop implements AfterEachCallback, AfterAllCallback {

    static final String ENVIRONMENT = "64a0c3e0111e000000000001";

    private static final int MOST_COOKIES = 8_190;
    private static final String HEAP_ID = "3333333333";

    private final ReporterFile reporter = new ReporterFiles().script();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final List<TestingVisit> visits = new ArrayList<>();
    private @Nullable HttpServer server;
    private @Nullable TestingBrowser browser;

    /** Somebody new, with no cookies, on a page that has loaded its scripts and done nothing yet. */
    TestingVisit visit(TestingSdk sdk) {
        TestingVisit visit = visitor(sdk);
        visit.open();
        return visit;
    }

    /** The same, where a test can stop time, or have it pass at once. */
    TestingVisit visitWithClock(TestingSdk sdk) {
        TestingVisit visit = visitor(sdk);
        visit.page().clock().install();
        visit.open();
        return visit;
    }

    private TestingVisit visitor(TestingSdk sdk) {
        if (server == null) {
            open();
        }
        TestingFlags.reset(product());
        TestingVisit visit = new TestingVisit(browser.windowUntraced("visitor"), product(), sdk);
        visits.add(visit);
        return visit;
    }

    @Override
    public void afterEach(ExtensionContext test) {
        visits.forEach(TestingVisit::close);
        visits.clear();
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (server != null) {
            browser.close();
            server.stop(0);
        }
        threads.shutdownNow();
    }

    private void open() {
        TestingNpm.install();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        browser = new TestingBrowser(address());
    }

    private static String product() {
        return ConfigProvider.getConfig().getValue("segue.url", String.class);
    }

    private String address() {
        return "http://shop.localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        try (call) {
            String cookies = call.getRequestHeaders().getFirst("Cookie");
            String path = call.getRequestURI().getPath();
            if (cookies != null && cookies.length() > MOST_COOKIES) {
                send(call, 431, "text/plain", "Request Header Fields Too Large".getBytes(StandardCharsets.UTF_8));
            } else if (path.startsWith("/sdk/")) {
                TestingSdk sdk = TestingSdk.valueOf(path.substring("/sdk/".length()));
                send(call, 200, "text/javascript", Files.readAllBytes(TestingNpm.module(sdk.file())));
            } else if (path.startsWith("/heap/")) {
                send(call, 200, "text/javascript", resource("heap.js"));
            } else if (path.equals("/shop.js")) {
                send(call, 200, "text/javascript", resource("shop.js"));
            } else if (path.startsWith("/page/")) {
                send(call, 200, "text/html", page(TestingSdk.valueOf(path.substring("/page/".length()))));
            } else {
                call.sendResponseHeaders(404, -1);
            }
        }
    }

    private byte[] page(TestingSdk sdk) throws IOException {
        String settings =
                "{\"sdk\":\"%s\",\"sdkHost\":\"%s/sandbox/launchdarkly\",\"environment\":\"%s\",\"heapId\":\"%s\"}"
                        .formatted(sdk.major(), product(), ENVIRONMENT, HEAP_ID);
        return new String(resource("index.html"), StandardCharsets.UTF_8)
                .replace("{settings}", settings)
                .replace("{sdk}", sdk.element())
                .replace("{reporter}", product() + reporter.path())
                .replace("{integrity}", reporter.integrity())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream content = TestingShop.class.getResourceAsStream("/shop/" + name)) {
            return content.readAllBytes();
        }
    }

    private static void send(HttpExchange call, int status, String type, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        call.getResponseHeaders().set("Cache-Control", "no-store");
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }
}
