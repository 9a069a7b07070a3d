package io.segue.flags.reporter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One visitor's way through the shop, step by step, and what Heap and LaunchDarkly saw of it. */
final class TestingVisit {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Page page;
    private final String product;
    private final TestingSdk sdk;
    private final List<Request> calls = new ArrayList<>();

    TestingVisit(Page page, String product, TestingSdk sdk) {
        this.page = page;
        this.product = product;
        this.sdk = sdk;
        page.onRequest(calls::add);
    }

    Page page() {
        return page;
    }

    TestingSdk sdk() {
        return sdk;
    }

    void open() {
        page.navigate("/page/" + sdk.name());
    }

    /** Runs in the page; a promise is waited for. */
    Object run(String script) {
        return page.evaluate("async () => { " + script + " }");
    }

    Object get(String expression) {
        return page.evaluate("async () => (" + expression + ")");
    }

    void startHeap(String kind) {
        run("await startHeap('" + kind + "')");
    }

    void startClient(String key) {
        run("startClient(" + sdk.user(key) + ")");
    }

    void awaitClient() {
        run("await clientReady()");
    }

    void report(String options) {
        run("report(" + options + ")");
    }

    /** A page that has everything, reporting what it is asked to. */
    void start(String heap, String key, String options) {
        startHeap(heap);
        startClient(key);
        report(options);
    }

    /** From now on it passes only as the test says. */
    void stopTime() {
        page.clock().pauseAt(((Number) get("Date.now()")).longValue() + 1_000);
    }

    /** At once, besides the time that passes anyway. */
    void pass(int milliseconds) {
        page.clock().runFor(milliseconds);
    }

    void identify(String key) {
        run("await ldClient.identify(" + sdk.user(key) + ")");
    }

    void flip(Map<String, ?> values) {
        TestingFlags.serve(product, values);
    }

    /** Waits until Heap's cookie says so of the property; null: does not have it. */
    void awaitProperty(String name, Object value) {
        await("heldProperties()[" + json(name) + "] === " + (value == null ? "undefined" : json(value)));
    }

    void await(String condition) {
        page.waitForFunction("() => " + condition, null, new Page.WaitForFunctionOptions().setPollingInterval(20));
    }

    /** What Heap recorded with a click on the button just now. */
    Map<String, Object> click() {
        page.click("#buy");
        return lastEvent("click");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> lastEvent(String type) {
        return (Map<String, Object>)
                get("heapSeen.events.filter((event) => event.type === '" + type + "').pop().properties");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> userProperties() {
        return (Map<String, Object>) get("heapSeen.users[heapSeen.who()] || {}");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> held() {
        return (Map<String, Object>) get("heldProperties()");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> lastReport() {
        return (Map<String, Object>) get("reports[reports.length - 1]");
    }

    @SuppressWarnings("unchecked")
    List<String> heapCalls() {
        return (List<String>) get("heapSeen.calls");
    }

    /** Everything that went wrong in the page, and inside the reporter. */
    @SuppressWarnings("unchecked")
    List<String> errors() {
        return (List<String>) get("pageErrors.concat(window.reportErrors || [])");
    }

    long streams() {
        return calls.stream()
                .filter(call -> call.url().contains("/sandbox/launchdarkly/eval/"))
                .count();
    }

    /** How often LaunchDarkly is told that a flag was evaluated, up to now. */
    int evaluations() {
        run("await ldClient.flush()");
        return calls.stream()
                .filter(call -> call.method().equals("POST") && call.url().contains("/events/bulk/"))
                .mapToInt(call -> evaluationsIn(call.postData()))
                .sum();
    }

    void close() {
        page.context().close();
    }

    private static int evaluationsIn(String events) {
        int count = 0;
        try {
            for (JsonNode event : JSON.readTree(events)) {
                for (JsonNode flag : event.path("features")) {
                    for (JsonNode counter : flag.path("counters")) {
                        count += counter.path("count").asInt();
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Reading the events for LaunchDarkly: " + events, e);
        }
        return count;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
