package io.segue.bench;

import io.segue.bench.scenario.Report;
import io.segue.bench.scenario.Scenarios;
import io.segue.bench.scenario.Workbench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Timer;
import java.util.TimerTask;

/** Measures the packaged product on this machine: docs/performance.md says what and how. */
public final class Bench {

    private Bench() {}

    public static void main(String[] args) throws Exception {
        BenchOptions options;
        try {
            options = BenchOptions.parse(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + BenchOptions.USAGE);
            System.exit(2);
            return;
        }
        if (!Files.isRegularFile(options.jar())) {
            System.err.println("There is no " + options.jar() + ": run ./mvnw -Pbench -DskipTests package first");
            System.exit(2);
        }
        endAfter(options.minutes());
        Report report = new Report();
        describe(options, report);
        boolean finished = measure(options, report);
        report.conclude();
        Path results = options.folder().resolve("results.md");
        report.write(results);
        System.out.println("\n" + report.toMarkdown() + "\nWritten to " + results);
        System.exit(finished && report.isClean() ? 0 : 1);
    }

    /** What was measured before a failure is reported all the same. */
    private static boolean measure(BenchOptions options, Report report) {
        try (Workbench bench = new Workbench(options, report)) {
            new Scenarios(bench).run();
            return true;
        } catch (Exception e) {
            e.printStackTrace();
            Throwable cause = e.getCause() == null ? e : e.getCause();
            report.circumstance(
                    "ENDED EARLY", String.valueOf(cause).lines().findFirst().orElse(""));
            return false;
        }
    }

    private static void describe(BenchOptions options, Report report) throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.replaceFirst(".*:\\s*", ""))
                .orElse("unknown processor");
        report.circumstance(
                "when", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        report.circumstance(
                "machine",
                Runtime.getRuntime().availableProcessors() + " cores for everything, " + processor + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        report.circumstance(
                "load before", Files.readString(Path.of("/proc/loadavg")).strip());
        report.circumstance("Java", System.getProperty("java.vm.version"));
        report.circumstance(
                "options",
                String.format(
                        "members %,d, small %,d, repeat %d, seed %d, product's heap %s, scenarios %s",
                        options.members(),
                        options.small(),
                        options.repeat(),
                        options.seed(),
                        options.xmx(),
                        Arrays.toString(options.scenarios().stream().sorted().toArray())));
    }

    /** The shutdown hook of the bench takes everything down. */
    private static void endAfter(int minutes) {
        new Timer("bench-deadline", true)
                .schedule(
                        new TimerTask() {
                            @Override
                            public void run() {
                                System.err.println("Ended after " + minutes + " minutes (--minutes)");
                                System.exit(3);
                            }
                        },
                        minutes * 60_000L);
    }
}
