package io.segue.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingRelay;
import io.segue.platform.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A durable PostgreSQL behind a relay: its postmaster can be killed, and its clients can be cut off. */
final class TestingServer implements AutoCloseable {

    private final Path folder;
    private final TestingRelay relay = new TestingRelay();
    private final int port;
    private EmbeddedDatabase database;

    TestingServer(Path folder) {
        this.folder = folder;
        database = EmbeddedDatabase.start(folder, 0, true);
        try {
            port = relay.open(database.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(texts("show fsync")).containsExactly("on");
        assertThat(texts("show synchronous_commit")).containsExactly("on");
    }

    /** What the product is configured with: it comes through the relay. */
    Map<String, String> configuration() {
        Map<String, String> all = new LinkedHashMap<>(database.configuration());
        all.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost:" + port + "/segue");
        return all;
    }

    /** As a power cut ends it; then it is started again and recovers. */
    void crash() {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim());
            ProcessHandle process = ProcessHandle.of(postmaster).orElseThrow();
            process.destroyForcibly();
            process.onExit().get(10, TimeUnit.SECONDS);
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException("Ending the postmaster failed", e);
        }
        database = EmbeddedDatabase.start(folder, 0, true);
        relay.turnTo(database.port());
    }

    /** Whatever is asked now arrives, no answer does, and then all connections break: was it committed? */
    void breakConnectionsBehindTheQuestion() {
        relay.mute();
    }

    void breakConnections() {
        relay.shut();
        relay.letThrough();
    }

    Connection superuser() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + database.port() + "/segue?currentSchema=segue",
                "postgres",
                "postgres");
    }

    void execute(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column. */
    List<String> texts(String sql) {
        try (Connection connection = superuser();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    long count(String sql) {
        return Long.parseLong(texts(sql).get(0));
    }

    @Override
    public void close() {
        relay.close();
        database.close();
    }
}
