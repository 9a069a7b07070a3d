package io.segue.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to measure, and how large; docs/performance.md explains each. */
public record BenchOptions(
        int members,
        int small,
        int repeat,
        Set<String> scenarios,
        int latency,
        long seed,
        String xmx,
        int minutes,
        boolean keep,
        Path jar,
        Path folder,
        Map<String, String> settings) {

    static final String USAGE = """
            --members 1000000      members of the large segment
            --small 100000         members of the small one, for the ratios; 0 leaves it out
            --repeat 1             pairs A B of each ratio; with more than one, a first pair is thrown away
            --scenarios S1,S2,…    which of S1 to S10 (default: all; S1 runs before S2 to S7, it loads the segment)
            --latency 50           milliseconds of the slow LaunchDarkly of S3
            --seed 1               of the members' ids
            --xmx 256m             the product's heap
            --minutes 60           everything is ended after that long
            --keep                 keep the folder with database and logs
            --jar <path>           the product (default: target/quarkus-app/quarkus-run.jar)
            --folder <path>        where results and the run's folder go (default: target/bench)
            --set key=value        one more property of the product; may be repeated
            """;

    private static final List<String> ALL = List.of("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10");

    public BenchOptions {
        if (members < 1 || repeat < 1 || minutes < 1 || small < 0 || latency < 0) {
            throw new IllegalArgumentException("Numbers must be positive");
        }
        if (!ALL.containsAll(scenarios)) {
            throw new IllegalArgumentException("Expected scenarios of " + ALL + ", got " + scenarios);
        }
        scenarios = Set.copyOf(scenarios);
        settings = Map.copyOf(settings);
    }

    static BenchOptions parse(String... args) {
        // Maven hands all of -Dbench.args over as one argument.
        List<String> words = new ArrayList<>(Arrays.stream(args)
                .flatMap(arg -> Arrays.stream(arg.strip().split("\\s+")))
                .filter(word -> !word.isEmpty())
                .toList());
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove(0);
            if (!USAGE.contains(word + " ")) {
                throw new IllegalArgumentException("Unknown option " + word);
            }
            String value = word.equals("--keep") ? "true" : words.isEmpty() ? "" : words.remove(0);
            if (value.isEmpty()) {
                throw new IllegalArgumentException("A value is missing after " + word);
            }
            if (word.equals("--set")) {
                settings.put(value.replaceFirst("=.*", ""), value.replaceFirst("[^=]*=", ""));
            } else {
                values.put(word, value);
            }
        }
        int members = number(values, "--members", 1_000_000);
        return new BenchOptions(
                members,
                number(values, "--small", Math.min(100_000, members / 10)),
                number(values, "--repeat", 1),
                new LinkedHashSet<>(List.of(values.getOrDefault("--scenarios", String.join(",", ALL))
                        .split(","))),
                number(values, "--latency", 50),
                number(values, "--seed", 1),
                values.getOrDefault("--xmx", "256m"),
                number(values, "--minutes", 60),
                values.containsKey("--keep"),
                Path.of(values.getOrDefault("--jar", "target/quarkus-app/quarkus-run.jar")),
                Path.of(values.getOrDefault("--folder", "target/bench")),
                settings);
    }

    private static int number(Map<String, String> values, String option, int otherwise) {
        String value = values.get(option);
        return value == null ? otherwise : Integer.parseInt(value.replace("_", ""));
    }

    /** All but the last two work on the segment that S1 loads. */
    public boolean wants(String scenario) {
        return scenarios.contains(scenario)
                || (scenario.equals("S1") && !List.of("S8", "S9").containsAll(scenarios));
    }

    /** Repetitions whose figures are thrown away: the first of several is cold. */
    public int warmUps() {
        return repeat > 1 ? 1 : 0;
    }
}
