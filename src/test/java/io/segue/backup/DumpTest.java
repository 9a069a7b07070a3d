package io.segue.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.segue.platform.embedded.EmbeddedDatabase;
import io.segue.upgrade.TestingRelease;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Back up with pg_dump and restore on a new server, by the commands of docs/operations.md. It needs pg_dump of PostgreSQL
 * 18: .ci/postgresql-client brings it. Without one this test is reported as skipped.
 */
class DumpTest {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");

    @TempDir
    Path folder;

    @Test
    void givesBackEverythingOnANewServer() throws Exception {
        Optional<Path> programs = programs();
        assumeThat(programs).as("pg_dump of PostgreSQL 18 or newer").isPresent();
        String dump = folder.resolve("segue.dump").toString();
        try (EmbeddedDatabase old = EmbeddedDatabase.start(null, 0, false);
                EmbeddedDatabase restored = EmbeddedDatabase.start(null, 0, false)) {
            flyway(old).migrate();
            TestingRowsOfAll before = new TestingRowsOfAll(url(old));
            before.execute(TestingRelease.data());
            Map<String, List<String>> columns = before.columns();

            run(programs.get(), "pg_dump", old, "--format=custom", "--file=" + dump, "segue");
            run(programs.get(), "pg_restore", restored, "--exit-on-error", "--dbname=segue", dump);

            TestingRowsOfAll after = new TestingRowsOfAll(url(restored));
            assertThat(after.columns()).isEqualTo(columns);
            assertThat(after.read(columns)).isEqualTo(before.read(columns));
            flyway(restored).validate();
            assertThat(rowsWithoutATenant(restored))
                    .as("row-level security came along")
                    .isZero();
        }
    }

    private static long rowsWithoutATenant(EmbeddedDatabase database) throws Exception {
        try (Connection connection = DriverManager.getConnection(url(database), "segue_app", "segue_app");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from segue.segment_member")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Flyway flyway(EmbeddedDatabase database) {
        return Flyway.configure()
                .dataSource(url(database), "segue_owner", "segue_owner")
                .schemas("public")
                .locations("filesystem:src/main/resources/db/migration")
                .load();
    }

    private static void run(Path programs, String program, EmbeddedDatabase server, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(
                programs.resolve(program).toString(),
                "--host=localhost",
                "--port=" + server.port(),
                "--username=postgres"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    /** Where pg_dump and pg_restore are that can read our server. */
    private static Optional<Path> programs() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(
                        Stream.of(Path.of("target/postgresql-client/bin").toAbsolutePath()),
                        Stream.of(path.split(File.pathSeparator)).map(Path::of))
                .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")) && version(bin) >= 18)
                .findFirst();
    }

    private static int version(Path bin) {
        try {
            Process process = new ProcessBuilder(bin.resolve("pg_dump").toString(), "--version").start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes()));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String url(EmbeddedDatabase database) {
        return "jdbc:postgresql://localhost:" + database.port() + "/segue";
    }
}
