package io.segue.browser;

import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One person who follows every link, on a wide and on a narrow window, and writes down whatever is wrong: errors, text
 * that was never filled in, pages that are wider than the window, and what axe finds.
 */
final class TestingSweep {

    private static final Pattern IDS = Pattern.compile("\\b[a-z]{3}_[A-Za-z0-9_-]{10,}");
    private static final Pattern VALUES = Pattern.compile("=[^&]*");
    private static final Pattern LEFT_OVER =
            Pattern.compile("\\{[a-z][A-Za-z.:]*}|\\bnull\\b|\\bundefined\\b|\\bNaN\\b|Optional\\[|Optional\\.empty");

    private final Page page;
    private final String base;
    private final boolean withAxe;

    /** Pages of one kind look the same: so many are looked at. */
    private final int samples;

    private final Map<String, Integer> seen = new HashMap<>();
    private final Set<String> looked = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();

    TestingSweep(Page page, String base, boolean withAxe) {
        this.page = page;
        this.base = base;
        this.withAxe = withAxe;
        this.samples = withAxe ? 2 : 1;
    }

    /** Everything that can be reached from here; returns what is wrong. */
    List<String> from(String start) {
        meet(start);
        while (!ahead.isEmpty()) {
            look(ahead.removeFirst());
        }
        return wrong;
    }

    int pages() {
        return seen.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void look(String path) {
        wide();
        Response response = page.navigate(path);
        page.waitForLoadState(LoadState.LOAD);
        if (response == null || response.status() >= 400) {
            wrong.add(path + ": answered " + (response == null ? "nothing" : response.status()));
            return;
        }
        Matcher leftOver = LEFT_OVER.matcher(words());
        // The API's own guide writes paths with names in braces.
        if (leftOver.find() && !path.startsWith("/api")) {
            wrong.add(path + ": left over: " + leftOver.group());
        }
        boolean isFirst = looked.add(kind(path));
        links().forEach(this::meet);
        judge(path, isFirst, "wide and light");
        narrow();
        judge(path, isFirst, "narrow and dark");
    }

    /** What is read, also by those who cannot see: the text and the attributes that stand for text. */
    private String words() {
        return page.locator("body").innerText() + page.title() + page.evaluate("""
                () => [...document.querySelectorAll('[title],[aria-label],[placeholder],[alt]')].flatMap((element) =>
                    ['title', 'aria-label', 'placeholder', 'alt'].map((name) => element.getAttribute(name) ?? '')).join('\\n')""");
    }

    private void judge(String path, boolean isFirst, String how) {
        int wider = untilFits();
        if (wider > 0) {
            wrong.add(path + " " + how + ": wider than the window by " + wider);
        }
        String tight = TestingPage.tightButtons(page);
        if (!tight.isEmpty()) {
            wrong.add(path + " " + how + ": buttons too small for their words: " + tight);
        }
        if (withAxe && isFirst) {
            for (Rule rule : TestingAxe.violations(page)) {
                wrong.add(path + " " + how + ": " + rule.getId() + ": "
                        + rule.getNodes().get(0).getHtml());
            }
        }
    }

    /** A page that was just made narrow is laid out anew in its own time; returns by how much it stays too wide. */
    private int untilFits() {
        int wider = wider();
        for (int look = 0; wider > 0 && look < 20; look++) {
            page.waitForTimeout(100);
            wider = wider();
        }
        return wider;
    }

    private int wider() {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .intValue();
    }

    private void wide() {
        page.setViewportSize(1440, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void narrow() {
        page.setViewportSize(390, 844);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    }

    @SuppressWarnings("unchecked")
    private List<String> links() {
        return (List<String>) page.evaluate("""
                () => [...document.querySelectorAll('a[href]:not([download]):not([target])')].map(a => a.href)""");
    }

    private void meet(String address) {
        String path = address.startsWith(base) ? address.substring(base.length()) : address;
        path = path.replaceFirst("#.*", "");
        boolean isOurs = path.startsWith("/") && !path.startsWith("/sandbox") && !path.startsWith("/sign-out");
        if (isOurs && known.add(path) && seen.merge(kind(path), 1, Integer::sum) <= samples) {
            ahead.addLast(path);
        }
    }

    private static String kind(String path) {
        int query = path.indexOf('?');
        String plain = IDS.matcher(query < 0 ? path : path.substring(0, query)).replaceAll("{}");
        return query < 0 ? plain : plain + VALUES.matcher(path.substring(query)).replaceAll("");
    }
}
