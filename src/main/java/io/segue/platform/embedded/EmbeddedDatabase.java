package io.segue.platform.embedded;

import io.segue.platform.DatabaseException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL inside our process tree, for trying Segue and for tests: no installation, data in one folder that
 * survives restarts. Durable like any other: its own defaults (fsync off) are turned back.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    private static final String APP = "segue_app";
    private static final String OWNER = "segue_owner";

    /** The setting that says where it is. */
    static final String WHERE = "quarkus.datasource.jdbc.url";

    /** As whom to connect. */
    static final Map<String, String> USERS = Map.of(
            "quarkus.datasource.username", APP,
            "quarkus.datasource.password", APP,
            "quarkus.flyway.username", OWNER,
            "quarkus.flyway.password", OWNER);

    private final EmbeddedPostgres server;

    private EmbeddedDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts on the folder, or on a new one that goes at the end when it is null; a port of 0 takes any free one. */
    public static EmbeddedDatabase start(@Nullable Path folder, int port, boolean durable) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", durable ? "on" : "off")
                    .setServerConfig("synchronous_commit", durable ? "on" : "off")
                    .setServerConfig("shared_buffers", "256MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("wal_compression", "on")
                    .setServerConfig("max_connections", "100")
                    // Everybody comes by TCP; a socket would want a /tmp that can be written.
                    .setServerConfig("unix_socket_directories", "");
            if (folder != null) {
                Files.createDirectories(folder);
                builder.setDataDirectory(folder.toAbsolutePath()).setCleanDataDirectory(false);
            }
            EmbeddedDatabase database = new EmbeddedDatabase(builder.start());
            database.prepare();
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Starting the embedded PostgreSQL in " + folder + " failed: " + e.getMessage()
                            + ". Another Segue may be running on the same folder; else the folder is not writable.",
                    e);
        }
    }

    /** What Quarkus has to know to use it. */
    public Map<String, String> configuration() {
        Map<String, String> values = new HashMap<>(USERS);
        values.put(WHERE, "jdbc:postgresql://localhost:" + server.getPort() + "/segue");
        return values;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Stopping the embedded PostgreSQL failed", e);
        }
    }

    /** The roles of docs/roles.sql; only this machine can connect, so the passwords guard nothing here. */
    private void prepare() {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select 1 from pg_database where datname = 'segue'")) {
                if (rows.next()) {
                    return;
                }
            }
            statement.execute("create role segue_owner login password 'segue_owner'");
            statement.execute("create role segue_app login noinherit password 'segue_app'");
            statement.execute("create role segue_gate nologin");
            statement.execute("create role segue_worker nologin");
            statement.execute("create role segue_support nologin");
            statement.execute(
                    "grant segue_gate, segue_worker, segue_support to segue_app with inherit false, set true");
            statement.execute("create database segue owner segue_owner encoding 'UTF8'");
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }
}
