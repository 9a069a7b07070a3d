package io.segue.flags.reporter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The reporter's folder with what its lock file names: the real SDKs, and what builds and checks it. */
final class TestingNpm {

    static final Path FOLDER = Path.of("reporter");

    private static final Path MODULES = FOLDER.resolve("node_modules");
    private static final Path LOCK = FOLDER.resolve("package-lock.json");
    private static final Path INSTALLED_LOCK = MODULES.resolve(".installed-lock.json");
    private static final int PATIENCE_MINUTES = 5;

    private TestingNpm() {}

    /** A file of an installed package. */
    static Path module(String path) {
        install();
        return MODULES.resolve(path);
    }

    /** Installs what is locked, unless it is there already. */
    static synchronized void install() {
        try {
            if (Files.exists(INSTALLED_LOCK) && Files.mismatch(LOCK, INSTALLED_LOCK) == -1) {
                return;
            }
            run("ci");
            Files.copy(LOCK, INSTALLED_LOCK);
        } catch (IOException e) {
            throw new AssertionError("Installing what " + LOCK + " names in " + MODULES, e);
        }
    }

    /** Fails with what npm wrote. */
    static void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("npm"));
        command.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("npm", ".log");
            Process npm = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean isOver = npm.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            npm.destroyForcibly();
            assertThat(isOver && npm.waitFor() == 0)
                    .as("%s in %s:%n%s", command, FOLDER, Files.readString(said))
                    .isTrue();
            Files.delete(said);
        } catch (IOException e) {
            throw new AssertionError(
                    "Testing the reporter with the real SDKs: expected npm on the PATH, found none in "
                            + System.getenv().getOrDefault("PATH", "").replace(File.pathSeparator, ", ")
                            + ". Install it: apt-get install npm",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Waiting for " + command, e);
        }
    }
}
