package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.kill.agent.FailpointAgent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is shipped knows nothing of failpoints: they come with an agent that only tests start. */
class NoFailpointsIT {

    private static final Path APPLICATION =
            Path.of(System.getProperty("segue.jar")).getParent();
    private static final String PACKAGE = FailpointAgent.class.getPackageName().replace('.', '/');

    @TempDir
    Path folder;

    @Test
    void noJarThatIsShippedHoldsOne() throws IOException {
        assertThat(traces(jars())).isEmpty();
    }

    /** The search itself finds them where they are. */
    @Test
    void theAgentsOwnJarDoes() throws IOException {
        assertThat(traces(List.of(TestingAgent.make(folder).jar()))).isNotEmpty();
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATION)) {
            List<Path> jars =
                    files.filter(file -> file.toString().endsWith(".jar")).toList();
            assertThat(jars).hasSizeGreaterThan(100);
            return jars;
        }
    }

    /** Classes of ours that are one or name one, and manifests that would start an agent. */
    private static List<String> traces(List<Path> jars) throws IOException {
        List<String> found = new ArrayList<>();
        for (Path jar : jars) {
            try (JarFile file = new JarFile(jar.toFile())) {
                boolean isOurs = file.stream().anyMatch(entry -> entry.getName().startsWith("io/segue/"));
                for (JarEntry entry : file.stream().toList()) {
                    if (isOurs && isTrace(file, entry)) {
                        found.add(jar.getFileName() + "!" + entry.getName());
                    }
                }
            }
        }
        return found;
    }

    private static boolean isTrace(JarFile file, JarEntry entry) throws IOException {
        try (InputStream in = file.getInputStream(entry)) {
            String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            return entry.getName().toLowerCase(Locale.ROOT).contains("failpoint")
                    || entry.getName().startsWith(PACKAGE)
                    || content.contains(PACKAGE)
                    || content.contains("Premain-Class");
        }
    }
}
