package io.segue;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same source, built once more in another folder, gives the same bytes, but for what SECURITY.md lists. */
@Tag("long")
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class ReproducibleIT {

    private static final Path APPLICATION =
            Path.of(System.getProperty("segue.jar")).getParent();

    /** Quarkus 3.33.2 orders methods and numbers proxies by chance in there, as SECURITY.md says. */
    private static final String EXCEPTION = "quarkus/generated-bytecode.jar";

    @TempDir
    Path folder;

    @Test
    void anotherBuildGivesTheSameBytes() throws Exception {
        copySource();
        run(folder, "./mvnw", "-q", "-B", "-ntp", "-Dmaven.test.skip=true", "package");

        Map<String, String> here = hashes(APPLICATION);
        Map<String, String> there = hashes(folder.resolve("target/quarkus-app"));

        assertThat(there.keySet()).isEqualTo(here.keySet());
        assertThat(here.keySet().stream().filter(file -> !here.get(file).equals(there.get(file))))
                .isSubsetOf(EXCEPTION);
        assertThat(entries(folder.resolve("target/quarkus-app").resolve(EXCEPTION)))
                .isEqualTo(entries(APPLICATION.resolve(EXCEPTION)));
    }

    /** What git knows of, as it is now. */
    private void copySource() throws Exception {
        for (String file : run(Path.of("."), "git", "ls-files", "--cached", "--others", "--exclude-standard")
                .split("\n")) {
            Path to = folder.resolve(file);
            Files.createDirectories(to.getParent());
            Files.copy(Path.of(file), to);
        }
    }

    private static Map<String, String> hashes(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .collect(toMap(file -> root.relativize(file).toString(), ReproducibleIT::sha256));
        }
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (ZipFile file = new ZipFile(jar.toFile())) {
            return file.stream().map(ZipEntry::getName).collect(toSet());
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(Path in, String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(in.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
