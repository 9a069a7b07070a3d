package io.segue.flags.reporter;

import static io.segue.flags.reporter.TestingSdk.V2_10;
import static io.segue.flags.reporter.TestingSdk.V3;
import static io.segue.flags.reporter.TestingSdk.V4;

import java.util.List;

/** A way to tell Heap of flags, with an SDK: column by column of the comparison in docs/flags-in-the-browser.md. */
record TestingWay(String name, TestingSdk sdk, String start, String heapOptions) {

    private static final String PASTED = "pasteSnippet(ldClient)";
    private static final String MENDED = "pasteMendedSnippet(ldClient)";
    private static final String REPORTED = "report({firstPageview: true})";
    private static final String HELD_VIEWS = "{disablePageviewAutocapture: true}";

    static final List<TestingWay> ALL = List.of(
            new TestingWay("snippet, SDK 2", V2_10, PASTED, "{}"),
            new TestingWay("snippet, SDK 3", V3, PASTED, "{}"),
            new TestingWay("snippet, SDK 4", V4, PASTED, "{}"),
            new TestingWay("mended, SDK 3", V3, MENDED, "{}"),
            new TestingWay("mended, SDK 4", V4, MENDED, "{}"),
            new TestingWay("reporter, SDK 2", V2_10, REPORTED, HELD_VIEWS),
            new TestingWay("reporter, SDK 3", V3, REPORTED, HELD_VIEWS),
            new TestingWay("reporter, SDK 4", V4, REPORTED, HELD_VIEWS));

    /** With Heap there first, as its own guide has it. */
    void begin(TestingVisit visit) {
        visit.run("await startHeap('5', " + heapOptions + ")");
        visit.run("heap.addEventProperties({plan: 'pro'})");
        // In one go: who listens for "ready" after it has come is not called any more.
        visit.run("startClient(" + sdk.user("ann") + "); " + start);
        visit.awaitClient();
    }

    /** The snippet gives flags their own names, the reporter puts something before them. */
    String property(String flag) {
        return start.equals(REPORTED) ? "ld_" + flag : flag;
    }

    @Override
    public String toString() {
        return name;
    }
}
