package io.segue.bench.subject;

import io.segue.bench.load.KeepAliveConnection;
import io.segue.bench.load.Population;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The least that any program must do that delivers members from a database and can go on after a crash: read them in
 * order of their keys, make the JSON, post with a window of calls in flight, commit a cursor for each batch.
 */
public final class Floor implements AutoCloseable {

    private static final int CHUNK = 10_000;
    private static final int BATCH = 1_000;
    private static final int WINDOW = 4;
    private static final String HEADERS = "Authorization: api-floor\r\nLD-API-Version: 20240415\r\n";

    private final String url;
    private final int sinkPort;

    /** A batch under way. */
    private record Sent(String lastKey, Future<Integer> status) {}

    public Floor(int databasePort, int sinkPort) throws SQLException {
        String server = "jdbc:postgresql://127.0.0.1:" + databasePort + "/";
        this.url = server + "bench_floor?user=postgres";
        this.sinkPort = sinkPort;
        try (Connection connection = DriverManager.getConnection(server + "postgres?user=postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("create database bench_floor encoding 'UTF8' template template0");
        }
    }

    /** Its own table with the same members, sorted and analysed: the best case. */
    public void fill(Population population) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists member, loaded, progress");
            statement.execute("create unlogged table loaded (member_id text collate \"C\")");
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy loaded from stdin");
            for (String id : population.lines()) {
                byte[] line = (id + "\n").getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(line, 0, line.length);
            }
            copy.endCopy();
            statement.execute("create table member as select member_id from loaded order by 1");
            statement.execute("alter table member add primary key (member_id)");
            statement.execute("drop table loaded");
            statement.execute("create table progress as select '' as at");
            statement.execute("vacuum analyze member");
        }
    }

    /** Delivers everything to the environment; seconds. */
    public double deliver(String environment, String segment) throws SQLException, IOException, InterruptedException {
        long start = System.nanoTime();
        BlockingQueue<KeepAliveConnection> idle = new ArrayBlockingQueue<>(WINDOW);
        ExecutorService posting = Executors.newFixedThreadPool(WINDOW);
        ExecutorService confirming = Executors.newSingleThreadExecutor();
        BlockingQueue<Sent> sent = new ArrayBlockingQueue<>(2 * WINDOW);
        try (Connection reader = DriverManager.getConnection(url)) {
            for (int i = 0; i < WINDOW; i++) {
                idle.add(new KeepAliveConnection(sinkPort));
            }
            Future<?> confirmed = confirming.submit(() -> {
                confirm(sent);
                return null;
            });
            String last = "";
            for (List<String> chunk = read(reader, last); !chunk.isEmpty(); chunk = read(reader, last)) {
                for (int from = 0; from < chunk.size(); from += BATCH) {
                    List<String> batch = chunk.subList(from, Math.min(chunk.size(), from + BATCH));
                    byte[] body = body(environment, segment, batch);
                    sent.put(new Sent(batch.get(batch.size() - 1), posting.submit(() -> post(idle, body))));
                }
                last = chunk.get(chunk.size() - 1);
            }
            sent.put(new Sent("", posting.submit(() -> 0)));
            confirmed.get();
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The floor failed", e.getCause());
        } finally {
            posting.shutdownNow();
            confirming.shutdownNow();
            for (KeepAliveConnection connection : idle) {
                connection.close();
            }
        }
    }

    private static List<String> read(Connection connection, String after) throws SQLException {
        List<String> chunk = new ArrayList<>(CHUNK);
        try (PreparedStatement select = connection.prepareStatement(
                "select member_id from member where member_id > ? order by member_id limit " + CHUNK)) {
            select.setString(1, after);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    chunk.add(rows.getString(1));
                }
            }
        }
        return chunk;
    }

    private static byte[] body(String environment, String segment, List<String> keys) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(200 + 40 * keys.size());
        body.writeBytes(("{\"parameters\":{\"environment_id\":\"" + environment
                        + "\"},\"heap\":{\"data\":{\"segment\":{\"id\":\"" + segment
                        + "\",\"name\":\"Floor\"},\"add\":[")
                .getBytes(StandardCharsets.UTF_8));
        String before = "{\"id\":\"";
        for (String key : keys) {
            body.writeBytes((before + key + "\"}").getBytes(StandardCharsets.UTF_8));
            before = ",{\"id\":\"";
        }
        body.writeBytes("],\"remove\":[]}}}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }

    private static int post(BlockingQueue<KeepAliveConnection> idle, byte[] body)
            throws IOException, InterruptedException {
        KeepAliveConnection connection = idle.take();
        try {
            return connection.post("/api/v2/segment-targets/heap-inbound", HEADERS, body);
        } finally {
            idle.add(connection);
        }
    }

    private void confirm(BlockingQueue<Sent> sent) throws SQLException, InterruptedException, ExecutionException {
        try (Connection writer = DriverManager.getConnection(url);
                PreparedStatement move = writer.prepareStatement("update progress set at = ?")) {
            for (Sent batch = sent.take(); !batch.lastKey().isEmpty(); batch = sent.take()) {
                if (batch.status().get() != 200) {
                    throw new IllegalStateException(
                            "Expected 200, got " + batch.status().get());
                }
                move.setString(1, batch.lastKey());
                move.executeUpdate();
            }
        }
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists member, loaded, progress");
        }
    }
}
