package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/roles.sql by the documented command, on a PostgreSQL that knows nothing of us; and the other things said of one. */
class RolesTest {

    private static final String COMMAND = "psql -v owner_password=… -v app_password=… -f docs/roles.sql";
    private static final String CERTIFICATE =
            "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                    + " -subj /CN=localhost -addext subjectAltName=DNS:localhost -days 1 -keyout NAME.key -out NAME.crt";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("unix_socket_directories", "");
        if (TestingShell.has("openssl")) {
            builder.setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", certificate("server").toString())
                    .setServerConfig(
                            "ssl_key_file", folder.resolve("server.key").toString());
        }
        server = builder.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void preparesAPostgresqlForSegue() throws Exception {
        assumeThat(TestingShell.has("psql")).as("psql is installed").isTrue();
        Ended ended = TestingShell.run(
                Path.of("."),
                Map.of(
                        "PGHOST", "localhost",
                        "PGPORT", Integer.toString(server.getPort()),
                        "PGUSER", "postgres"),
                COMMAND.replace("owner_password=…", "owner_password=one")
                        .replace("app_password=…", "app_password=other"));
        assertThat(ended.exit()).as(ended.output()).isZero();
        assertThat(ended.output()).doesNotContain("ERROR");

        Flyway.configure()
                .dataSource(url("localhost", "segue"), "segue_owner", "one")
                .schemas("public")
                .locations("filesystem:src/main/resources/db/migration")
                .load()
                .migrate();

        try (Connection connection = DriverManager.getConnection(url("localhost", "segue"), "segue_app", "other")) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void answersWhatRunbooksAsk() throws SQLException {
        List<String> questions = CommandTable.ROWS.stream()
                .filter(row -> row.how().kind() == Kind.QUESTION)
                .map(CommandRow::command)
                .toList();

        assertThat(questions).isNotEmpty();
        try (Connection superuser = connect(url("localhost", "postgres"));
                Statement statement = superuser.createStatement()) {
            for (String question : questions) {
                statement.executeQuery(question).close();
            }
        }
    }

    @Test
    void isReachedByTlsWhenItIsTheOneThatIsMeant() throws Exception {
        assumeThat(TestingShell.has("openssl")).as("openssl is installed").isTrue();
        Path authority = folder.resolve("server.crt");
        String verified = "?sslmode=verify-full&sslrootcert=" + authority;

        try (Connection connection = connect(url("localhost", "postgres") + verified);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            rows.next();
            assertThat(rows.getBoolean(1)).isTrue();
        }
        assertThatThrownBy(() -> connect(url("127.0.0.1", "postgres") + verified))
                .as("another name than that of the certificate")
                .hasStackTraceContaining("127.0.0.1");
        String byAnother = "?sslmode=verify-full&sslrootcert=" + certificate("another");
        assertThatThrownBy(() -> connect(url("localhost", "postgres") + byAnother))
                .as("signed by somebody else")
                .hasStackTraceContaining("SSL error");
    }

    private static Path certificate(String name) throws IOException {
        Ended made = TestingShell.run(folder, Map.of(), CERTIFICATE.replace("NAME", name));
        assertThat(made.exit()).as(made.output()).isZero();
        Files.setPosixFilePermissions(folder.resolve(name + ".key"), PosixFilePermissions.fromString("rw-------"));
        return folder.resolve(name + ".crt");
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }

    private static String url(String host, String database) {
        return "jdbc:postgresql://" + host + ":" + server.getPort() + "/" + database;
    }
}
