package io.segue.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build takes from elsewhere: Maven itself, and parts of which there is one exact version each. */
class BuildPartsTest {

    private static final Pattern VERSIONS =
            Pattern.compile("(?s)<id>versions</id>\\s*<phase>verify</phase>.*?<rules>(.*?)</rules>");

    private static HttpServer elsewhere;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("no Maven".getBytes());
            exchange.close();
        });
        elsewhere.start();
    }

    @AfterAll
    static void stop() {
        elsewhere.stop(0);
    }

    @Test
    void theWrapperStartsNoMavenButTheOneThatWasMeant() throws Exception {
        assertThat(wrapped(System.getenv("PATH")))
                .contains("Failed to validate Maven distribution SHA-256")
                .doesNotContain("no Maven");
    }

    /** It fetches another file then, by another sum. */
    @Test
    void norOnAMachineWithoutUnzip() throws Exception {
        assertThat(wrapped(programsBut("unzip").toString())).contains("Failed to validate Maven distribution SHA-256");
    }

    @Test
    void theWrapperKnowsASumOfEitherFile() throws IOException {
        Properties wrapper = new Properties();
        try (var in = Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(in);
        }

        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
        assertThat(wrapper.getProperty("distributionSha256SumOfTarGz"))
                .matches("[0-9a-f]{64}")
                .isNotEqualTo(wrapper.getProperty("distributionSha256Sum"));
        assertThat(Path.of("mvnw"))
                .as("our addition, which a newly made wrapper would lack")
                .content()
                .contains("distributionSha256Sum=\"${distributionSha256SumOfTarGz:-none}\"");
    }

    @Test
    void theBuildRefusesTwoVersionsOfAPartAndFloatingOnes() throws IOException {
        Matcher rules = VERSIONS.matcher(Files.readString(Path.of("pom.xml")));

        assertThat(rules.find()).isTrue();
        assertThat(rules.group(1)).contains("<dependencyConvergence/>", "<banDynamicVersions/>");
    }

    /** What it says when another file is served in Maven's place. */
    private String wrapped(String path) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("./mvnw", "--version").redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().put("PATH", path);
        builder.environment().put("MAVEN_USER_HOME", folder.toString());
        builder.environment()
                .put(
                        "MVNW_REPOURL",
                        "http://127.0.0.1:" + elsewhere.getAddress().getPort());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        return output;
    }

    private Path programsBut(String missing) throws IOException {
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String bin : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isDirectory(Path.of(bin))) {
                try (Stream<Path> found = Files.list(Path.of(bin))) {
                    for (Path program : found.toList()) {
                        Path here = programs.resolve(program.getFileName());
                        if (!here.endsWith(missing) && !Files.exists(here, LinkOption.NOFOLLOW_LINKS)) {
                            Files.createSymbolicLink(here, program.toAbsolutePath());
                        }
                    }
                }
            }
        }
        return programs;
    }
}
