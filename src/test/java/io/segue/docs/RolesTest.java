package io.segue.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.segue.docs.CommandRow.Kind;
import io.segue.docs.TestingShell.Ended;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** docs/roles.sql by the documented command, on a PostgreSQL that knows nothing of us: then the migrations run. */
class RolesTest {

    private static final String COMMAND = "psql -v owner_password=… -v app_password=… -f docs/roles.sql";

    @Test
    void preparesAPostgresqlForSegue() throws Exception {
        assumeThat(TestingShell.has("psql")).as("psql is installed").isTrue();
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("unix_socket_directories", "")
                .start()) {
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

            String url = "jdbc:postgresql://localhost:" + server.getPort() + "/segue";
            Flyway.configure()
                    .dataSource(url, "segue_owner", "one")
                    .schemas("public")
                    .locations("filesystem:src/main/resources/db/migration")
                    .load()
                    .migrate();

            try (Connection connection = DriverManager.getConnection(url, "segue_app", "other")) {
                assertThat(connection.isValid(5)).isTrue();
            }
            answers(server);
        }
    }

    /** What runbooks ask a PostgreSQL. */
    private static void answers(EmbeddedPostgres server) throws SQLException {
        List<String> questions = CommandTable.ROWS.stream()
                .filter(row -> row.how().kind() == Kind.QUESTION)
                .map(CommandRow::command)
                .toList();
        assertThat(questions).isNotEmpty();
        try (Connection superuser = server.getPostgresDatabase().getConnection();
                Statement statement = superuser.createStatement()) {
            for (String question : questions) {
                statement.executeQuery(question).close();
            }
        }
    }
}
