package io.segue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.segue.platform.embedded.EmbeddedDatabase;
import io.segue.sandbox.oidc.Account;
import io.segue.sandbox.oidc.LightOidcServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar on a PostgreSQL that is not its own: one process migrates, the others only check. */
class MigrateIT {

    @TempDir
    static Path folder;

    static EmbeddedDatabase database;
    static LightOidcServer oidc;
    static List<Integer> exits;

    /** Two at once, as when two people deploy. */
    @BeforeAll
    static void migrate() throws Exception {
        oidc = LightOidcServer.start(Account.SANDBOX);
        database = EmbeddedDatabase.start(null, 0, false);
        try (TestingPackage one = migration("one");
                TestingPackage other = migration("other")) {
            exits = List.of(one.exitCode(), other.exitCode());
        }
    }

    @AfterAll
    static void stop() {
        database.close();
        oidc.close();
    }

    @Test
    void migratesOnceAlthoughTwoWereAskedTo() throws Exception {
        assertThat(exits).containsOnly(0);
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet rows = statement.executeQuery("select count(*), count(distinct version), bool_and(success)"
                        + " from public.flyway_schema_history where version is not null")) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(rows.getInt(2)).isGreaterThan(20);
            assertThat(rows.getBoolean(3)).isTrue();
        }
    }

    @Test
    void startsWithoutTheOwnersPasswordOnWhatWasMigratedEvenByANewerVersion() throws Exception {
        asOwner("insert into public.flyway_schema_history select installed_rank + 1000, '999999', 'of a newer version',"
                + " type, 'V999999__of_a_newer_version.sql', 1, installed_by, installed_on, 1, true"
                + " from public.flyway_schema_history order by installed_rank desc limit 1");

        try (TestingPackage segue = TestingPackage.start(made("checks"), checking(database))) {
            int management = segue.ports().get(1);

            given().port(management).get("/q/health/ready").then().statusCode(200);
        } finally {
            asOwner("delete from public.flyway_schema_history where version = '999999'");
        }
    }

    @Test
    void doesNotStartOnASchemaThatNobodyMigrated() throws Exception {
        try (EmbeddedDatabase empty = EmbeddedDatabase.start(null, 0, false);
                TestingPackage segue = TestingPackage.start(made("empty"), checking(empty))) {
            assertThat(segue.exitCode()).isEqualTo(1);
            assertThat(segue.output())
                    .contains("the database's schema is not the one that this version needs", "\"migrate\"");
        }
    }

    private static TestingPackage migration(String name) throws Exception {
        Map<String, String> configuration = database.configuration();
        return TestingPackage.start(
                made(name),
                Map.of(
                        "QUARKUS_DATASOURCE_JDBC_URL", configuration.get("quarkus.datasource.jdbc.url"),
                        "QUARKUS_FLYWAY_USERNAME", configuration.get("quarkus.flyway.username"),
                        "QUARKUS_FLYWAY_PASSWORD", configuration.get("quarkus.flyway.password")),
                "migrate");
    }

    /** As the copies of k8s/overlays/several are set. */
    private static Map<String, String> checking(EmbeddedDatabase on) {
        Map<String, String> configuration = on.configuration();
        Map<String, String> settings = TestingPackage.environment(oidc.configuration());
        settings.put("SEGUE_MASTER_KEY_VALUE", TestingPackage.MASTER_KEY);
        settings.put("QUARKUS_DATASOURCE_JDBC_URL", configuration.get("quarkus.datasource.jdbc.url"));
        settings.put("QUARKUS_DATASOURCE_USERNAME", configuration.get("quarkus.datasource.username"));
        settings.put("QUARKUS_DATASOURCE_PASSWORD", configuration.get("quarkus.datasource.password"));
        settings.put("QUARKUS_FLYWAY_MIGRATE_AT_START", "false");
        settings.put("QUARKUS_FLYWAY_VALIDATE_AT_START", "true");
        settings.put("QUARKUS_HTTP_PORT", "0");
        settings.put("QUARKUS_MANAGEMENT_PORT", "0");
        return settings;
    }

    private static Path made(String name) throws Exception {
        return Files.createDirectories(folder.resolve(name));
    }

    private static Connection owner() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.port() + "/segue", "segue_owner", "segue_owner");
    }

    private static void asOwner(String sql) throws Exception {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }
}
