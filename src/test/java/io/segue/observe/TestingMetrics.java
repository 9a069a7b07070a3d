package io.segue.observe;

import io.restassured.RestAssured;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a scrape of this node finds. */
record TestingMetrics(String text, List<Series> series) {

    private static final Pattern LINE = Pattern.compile("^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One line of the answer. */
    record Series(String name, Map<String, String> labels, double value) {}

    static TestingMetrics scrape(URL metrics) {
        String text = RestAssured.get(metrics).asString();
        List<Series> found = new ArrayList<>();
        for (String line : text.split("\n")) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                found.add(new Series(matcher.group(1), labels(matcher.group(2)), number(matcher.group(3))));
            }
        }
        return new TestingMetrics(text, found);
    }

    /** The sum of all series of that name which have these labels, given as "name=value". */
    double value(String name, String... labels) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .filter(one -> List.of(labels).stream()
                        .allMatch(label -> label.equals(
                                label.split("=")[0] + "=" + one.labels().get(label.split("=")[0]))))
                .mapToDouble(Series::value)
                .sum();
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> found = new TreeMap<>();
        if (text != null) {
            Matcher matcher = LABEL.matcher(text);
            while (matcher.find()) {
                found.put(matcher.group(1), matcher.group(2));
            }
        }
        return found;
    }

    private static double number(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
