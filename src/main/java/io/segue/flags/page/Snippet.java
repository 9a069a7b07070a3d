package io.segue.flags.page;

import io.segue.flags.choice.Choice;
import io.segue.flags.choice.ReporterOptions;
import io.segue.flags.reporter.ReporterFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines that a customer's developer copies, made for one choice. Only what differs from the reporter's own defaults is
 * in them. Every value was checked when the choice was made, and none can end a text or a script.
 */
public record Snippet(String script, String npm) {

    private static final int WIDTH = 88;

    /** Heap was told to leave pageviews to the page. */
    private static final String UNHELD = """
              // Where something blocks the reporter, the first pageview goes without flags.
              document.getElementById('heap-flags').addEventListener('error', () =>
                window.heap && heap.trackPageview());
            """;

    /** For a choice of some flags. */
    public static Snippet of(Choice choice, String base, ReporterFile file) {
        String options = options(choice);
        String script = """
                <script id="heap-flags" src="%s%s"
                        integrity="%s"
                        crossorigin="anonymous" defer></script>
                <script>
                  // Behind Heap's snippet. ldClient is your LaunchDarkly client: put your name for it here.
                  document.getElementById('heap-flags').addEventListener('load', () =>
                    heapFlags.reportFlags(() => window.ldClient, () => window.heap, %s));
                %s</script>""".formatted(
                        base,
                        file.path(),
                        file.integrity(),
                        indented(options, "    "),
                        choice.options().firstPageview() ? UNHELD : "");
        String npm = """
                import { reportFlags } from '@segue/heap-flags';

                // ldClient is your LaunchDarkly client; it need not be ready yet.
                reportFlags(ldClient, () => window.heap, %s);""".formatted(options);
        return new Snippet(script, npm);
    }

    private static String options(Choice choice) {
        List<String> lines = new ArrayList<>();
        lines.add("flags: " + list(choice.flags()));
        ReporterOptions usual = ReporterOptions.USUAL;
        ReporterOptions given = choice.options();
        add(lines, "prefix", text(given.prefix()), text(usual.prefix()));
        add(lines, "budget", Integer.toString(given.budget()), Integer.toString(usual.budget()));
        fields(choice).ifPresent(lines::add);
        add(lines, "userProperties", given.userProperties(), usual.userProperties());
        add(lines, "userId", text(given.userId()), text(usual.userId()));
        add(lines, "contextKind", text(given.contextKind()), text(usual.contextKind()));
        add(lines, "anonymous", given.anonymous(), usual.anonymous());
        add(lines, "omittedProperty", given.omitted(), usual.omitted());
        add(lines, "firstPageview", given.firstPageview(), usual.firstPageview());
        return lines.stream().collect(Collectors.joining(",\n  ", "{\n  ", ",\n}"));
    }

    private static void add(List<String> lines, String name, Object given, Object usual) {
        if (!given.equals(usual)) {
            lines.add(name + ": " + given);
        }
    }

    private static Optional<String> fields(Choice choice) {
        if (choice.fields().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(choice.flags().stream()
                .filter(flag -> !choice.fieldsOf(flag).isEmpty())
                .map(flag -> "    " + text(flag) + ": "
                        + choice.fieldsOf(flag).stream().map(Snippet::text).collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(",\n", "fields: {\n", ",\n  }")));
    }

    private static String list(List<String> flags) {
        String line = flags.stream().map(Snippet::text).collect(Collectors.joining(", ", "[", "]"));
        return line.length() <= WIDTH
                ? line
                : flags.stream().map(Snippet::text).collect(Collectors.joining(",\n    ", "[\n    ", ",\n  ]"));
    }

    private static String text(String value) {
        return "'" + value + "'";
    }

    private static String indented(String lines, String by) {
        return lines.replace("\n", "\n" + by);
    }
}
