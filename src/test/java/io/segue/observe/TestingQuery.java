package io.segue.observe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a PromQL query asks for: as much of the language as our own queries use. */
final class TestingQuery {

    private static final Pattern SELECTOR =
            Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(?![\\w:]*\\s*\\()");
    private static final Pattern CONDITION = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPED = Pattern.compile("\\b(?:by|without|on)\\s*\\(([^)]*)\\)");
    private static final Set<String> WORDS = Set.of("by", "without", "on", "and", "or", "unless", "bool", "offset");

    /** A target's own labels, which Prometheus adds. */
    private static final Set<String> OF_TARGETS = Set.of("job", "instance");

    private TestingQuery() {}

    /** A condition on one label. */
    record Condition(String label, String operator, String value) {

        boolean holds(TestingMetrics.Series series) {
            String found = series.labels().getOrDefault(label, "");
            return switch (operator) {
                case "=" -> found.equals(value);
                case "!=" -> !found.equals(value);
                case "=~" -> found.matches(value);
                default -> !found.matches(value);
            };
        }
    }

    /** A metric, and what is asked of its labels. */
    record Selector(String metric, List<Condition> conditions) {

        boolean matches(TestingMetrics.Series series) {
            return series.name().equals(metric)
                    && conditions.stream()
                            .filter(condition -> !OF_TARGETS.contains(condition.label()))
                            .allMatch(condition -> condition.holds(series));
        }
    }

    static List<Selector> selectors(String query) {
        String bare = GROUPED.matcher(query).replaceAll("").replaceAll("\\[[^]]*]", "");
        List<Selector> found = new ArrayList<>();
        Matcher matcher = SELECTOR.matcher(bare);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group(1))) {
                found.add(new Selector(matcher.group(1), conditions(matcher.group(2))));
            }
        }
        return found;
    }

    /** The labels by which it groups, but for those that Prometheus adds. */
    static List<String> groupedBy(String query) {
        return GROUPED.matcher(query)
                .results()
                .flatMap(match -> Arrays.stream(match.group(1).split(",")))
                .map(String::strip)
                .filter(label -> !label.isEmpty() && !OF_TARGETS.contains(label))
                .toList();
    }

    private static List<Condition> conditions(String text) {
        List<Condition> found = new ArrayList<>();
        if (text != null) {
            Matcher matcher = CONDITION.matcher(text);
            while (matcher.find()) {
                found.add(new Condition(matcher.group(1), matcher.group(2), matcher.group(3)));
            }
        }
        return found;
    }
}
