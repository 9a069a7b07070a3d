package io.segue;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged jar as an operator starts it: a process of its own, that ends with the test. */
public final class TestingPackage implements AutoCloseable {

    public static final String MASTER_KEY = "dGhlIG1hc3RlciBrZXkgb2YgYSB0ZXN0LCAzMiBieXQ=";

    private static final Pattern LISTENING = Pattern.compile(
            "Listening on: http://[^:]+:(\\d+).*?Management interface listening on http://[^:]+:(\\d+)");

    private final Process process;
    private final Path output;

    private TestingPackage(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts in the folder, with these settings and nothing else of ours. */
    static TestingPackage start(Path folder, Map<String, String> settings, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-jar", System.getProperty("segue.jar")));
        command.addAll(List.of(arguments));
        return start(command, folder, settings);
    }

    /** A folder whose settings stand in a file, where an operator may put them. */
    public static Path configured(Path folder, Map<String, String> settings) {
        Properties file = new Properties();
        file.putAll(settings);
        try {
            Files.createDirectories(folder.resolve("config"));
            try (var out = Files.newBufferedWriter(folder.resolve("config/application.properties"))) {
                file.store(out, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    /** Properties as an operator gives them in the environment. */
    public static Map<String, String> environment(Map<String, String> properties) {
        Map<String, String> variables = new HashMap<>();
        properties.forEach(
                (name, value) -> variables.put(name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), value));
        return variables;
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The same, by another command. */
    public static TestingPackage start(List<String> command, Path folder, Map<String, String> settings) {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("QUARKUS_") || name.startsWith("SEGUE_"));
        // It lives for seconds: what the quick compiler makes of it is enough, and leaves the cores to the test.
        builder.environment().putIfAbsent("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        builder.environment().putAll(settings);
        try {
            return new TestingPackage(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Asks it to stop, as a service manager does, and does not wait. */
    public void terminate() {
        process.destroy();
    }

    /** Ends it as a power cut does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** How it ended by itself. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(60, SECONDS)) {
            throw new AssertionError("Expected Segue to end by itself, it still runs:\n" + output());
        }
        return process.exitValue();
    }

    /** The public and the management port, once it listens; a busy machine takes its time. */
    public List<Integer> ports() {
        await("Segue listens: see " + output)
                .atMost(Duration.ofSeconds(180))
                .until(() -> !process.isAlive() || LISTENING.matcher(output()).find());
        Matcher listening = LISTENING.matcher(output());
        if (!listening.find()) {
            throw new AssertionError(
                    "Expected Segue to listen, it ended with " + process.exitValue() + ":\n" + output());
        }
        return List.of(Integer.parseInt(listening.group(1)), Integer.parseInt(listening.group(2)));
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it as a service manager does, its database with it; what does not stop is ended. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroy);
    }
}
