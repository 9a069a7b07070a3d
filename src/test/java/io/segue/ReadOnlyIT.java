package io.segue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar as a container runs it: somebody without rights, nothing to write to but a folder for temporary files
 * and one for its data. Run as root, the test makes the whole file system read-only for the process, and ends it as
 * "nobody"; run as anyone else, it takes the right to write from the folders.
 */
class ReadOnlyIT {

    private static final String NOBODY = "65534";
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir
    static Path folder;

    static LightOidcServer oidc;
    static TestingPackage segue;
    static Path application;
    static int port;
    static int management;

    @BeforeAll
    static void start() throws IOException {
        oidc = LightOidcServer.start(Account.SANDBOX);
        application = copied(Path.of(System.getProperty("segue.jar")).getParent(), folder.resolve("application"));
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path data = Files.createDirectory(folder.resolve("data"));
        open(folder, "rwxr-xr-x");
        List<String> command = new ArrayList<>(IS_ROOT ? asNobody(temporary, data) : List.of());
        command.addAll(List.of(
                TestingPackage.java(),
                "-Xmx512m",
                "-Djava.io.tmpdir=" + temporary,
                "-jar",
                application.resolve("quarkus-run.jar").toString()));
        Map<String, String> settings = TestingPackage.environment(oidc.configuration());
        settings.put("SEGUE_MASTER_KEY_VALUE", TestingPackage.MASTER_KEY);
        settings.put("SEGUE_DATA_FOLDER", data.toString());
        settings.put("QUARKUS_HTTP_PORT", "0");
        settings.put("QUARKUS_MANAGEMENT_PORT", "0");
        segue = TestingPackage.start(command, folder, settings);
        if (!IS_ROOT) {
            open(folder, "r-xr-xr-x");
        }
        List<Integer> ports = segue.ports();
        port = ports.get(0);
        management = ports.get(1);
    }

    @AfterAll
    static void stop() throws InterruptedException, IOException {
        segue.close();
        oidc.close();
        open(folder, "rwxr-xr-x");
        try (Stream<Path> files = Files.walk(application)) {
            for (Path file : files.toList()) {
                open(file, "rwxr-xr-x");
            }
        }
    }

    @Test
    void isReadyAndServesPeopleAndHeap() {
        given().port(management).get("/q/health/ready").then().statusCode(200);
        given().port(port).redirects().follow(false).get("/sign-in").then().statusCode(302);
        given().port(port).get("/").then().statusCode(200);
        given().port(port)
                .contentType("application/json")
                .body("x".repeat(5_000_000))
                .post("/hooks/heap/no-ones-token")
                .then()
                .statusCode(403);
    }

    @Test
    void runsAsSomebodyWithoutRights() throws IOException {
        String status = Files.readString(Path.of("/proc/" + segue.pid() + "/status"));

        assertThat(status).doesNotContainPattern("Uid:\\s+0\\s").containsPattern("CapEff:\\s+0+\\n");
        if (IS_ROOT) {
            assertThat(status).containsPattern("Uid:\\s+" + NOBODY).containsPattern("NoNewPrivs:\\s+1");
            assertThat(Files.readString(Path.of("/proc/" + segue.pid() + "/mounts")))
                    .as("the root of its file system")
                    .containsPattern("(?m)^\\S+ / \\S+ ro,");
        }
    }

    @Test
    void writesNothingBesideItsTwoFolders() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("application", "temporary", "data", "output.txt");
        }
        assertThat(segue.output()).doesNotContain("Read-only file system", "Permission denied", "AccessDenied");
    }

    private static List<String> asNobody(Path temporary, Path data) {
        String script = "mount -o remount,bind,ro / && mount -t tmpfs -o uid=$0,gid=$0 tmpfs \"$1\""
                + " && mount -t tmpfs -o uid=$0,gid=$0,mode=700 tmpfs \"$2\" && shift 2"
                + " && exec setpriv --reuid $0 --regid $0 --clear-groups --no-new-privs --inh-caps=-all"
                + " --bounding-set=-all \"$@\"";
        return List.of(
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "sh",
                "-c",
                script,
                NOBODY,
                temporary.toString(),
                data.toString());
    }

    private static Path copied(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path source, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(source)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path source, BasicFileAttributes attributes) throws IOException {
                open(Files.copy(source, to.resolve(from.relativize(source))), "r--r--r--");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path source, IOException failure) throws IOException {
                open(to.resolve(from.relativize(source)), "r-xr-xr-x");
                return FileVisitResult.CONTINUE;
            }
        });
        return to;
    }

    private static void open(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
