package io.segue.bench.scenario;

import io.segue.bench.BenchOptions;
import io.segue.bench.load.HeapSender;
import io.segue.bench.load.Population;
import io.segue.bench.subject.ChildProcess;
import io.segue.bench.subject.Product;
import io.segue.bench.subject.ProductClient;
import io.segue.bench.subject.SinkClient;
import io.segue.platform.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Everything that stands on the bench during one run, and the way to take it down again. */
public final class Workbench implements AutoCloseable {

    static final int PAGE = 1_000;
    static final int SENDERS = 4;

    final BenchOptions options;
    final Report report;
    final Path folder;
    final EmbeddedDatabase database;
    final SinkClient sink;
    final Product product;
    final ProductClient api;
    final HeapSender heap;
    final Population large;
    final Population small;

    private final Map<Population, Synced> synced = new HashMap<>();
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    public Workbench(BenchOptions options, Report report) throws IOException, InterruptedException {
        this.options = options;
        this.report = report;
        Files.createDirectories(options.folder());
        this.folder = Files.createTempDirectory(options.folder().toAbsolutePath(), "run-");
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "bench-clean-up"));
        try {
            this.database =
                    keepTrack(EmbeddedDatabase.start(folder.resolve("postgresql"), ChildProcess.freePort(), true));
            this.sink = keepTrack(SinkClient.start(folder, 512 + options.members() / 2_500));
            Product.Start how = new Product.Start(
                    options.jar(), folder, options.xmx(), database.configuration(), options.settings());
            this.product = keepTrack(Product.start(how, sink.url()));
        } catch (InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
        this.api = new ProductClient(product);
        this.heap = new HeapSender(
                product.port(),
                "/hooks/heap/" + product.keys().hookToken(),
                product.keys().webhookSecret(),
                SENDERS);
        this.large = new Population(1_000_001, options.seed());
        this.small = new Population(1_000_002, options.seed());
    }

    synchronized <T extends AutoCloseable> T keepTrack(T resource) {
        open.push(resource);
        return resource;
    }

    void remember(Synced first) {
        synced.put(first.population(), first);
    }

    /** The sync that brought these people to the sink for the first time. */
    Synced synced(Population population) {
        return Objects.requireNonNull(synced.get(population));
    }

    /** Size of a table with its indexes, or -1 when there is no such table. */
    long bytesOf(String table) throws SQLException {
        return Long.parseLong(text("select coalesce(pg_total_relation_size(to_regclass('" + table + "')), -1)"));
    }

    String databaseSettings() throws SQLException {
        return text("select concat_ws(', ', current_setting('server_version'), 'fsync ' || current_setting('fsync'),"
                + " 'synchronous_commit ' || current_setting('synchronous_commit'),"
                + " 'shared_buffers ' || current_setting('shared_buffers'))");
    }

    private String text(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + database.port() + "/segue?user=postgres");
    }

    /** Takes down what it set up, in reverse; what does not go is reported and does not keep the rest from going. */
    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                System.err.println("Taking the bench down: " + e);
            }
        }
        if (!options.keep() && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                System.err.println("The folder " + folder + " stays: " + e.getMessage());
            }
        }
    }
}
