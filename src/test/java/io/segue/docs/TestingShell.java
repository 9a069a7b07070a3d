package io.segue.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs a command as a reader does who pastes it. */
final class TestingShell {

    /** How it ended, and what it said on both ways. */
    record Ended(int exit, String output) {}

    private TestingShell() {}

    static Ended run(Path folder, Map<String, String> environment, String command) {
        return start(List.of("bash", "-euo", "pipefail", "-c", command), folder, environment);
    }

    /** Only reads it. */
    static Ended parse(String command) {
        return start(List.of("bash", "-n", "-c", command), Path.of("."), Map.of());
    }

    static boolean has(String program) {
        return run(Path.of("."), Map.of(), "command -v " + program).exit() == 0;
    }

    private static Ended start(List<String> command, Path folder, Map<String, String> environment) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes());
            return new Ended(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
