package io.segue.bench.subject;

import io.segue.bench.load.HeapSender;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stand-in for Heap's reference receiver (src/bench/node), which checks and reads a page and stores nothing. */
public final class ReferenceReceiver implements AutoCloseable {

    private static final String SECRET = "bench-reference-secret";

    private final ChildProcess process;
    private final int port;

    private ReferenceReceiver(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Empty when its packages are not installed: the benchmark itself never asks a registry.
     *
     * @param isQuiet whether it prints nothing, where the original prints a line for each member
     */
    public static Optional<ReferenceReceiver> start(Path source, Path folder, boolean isQuiet)
            throws InterruptedException {
        if (!Files.isDirectory(source.resolve("node_modules"))) {
            return Optional.empty();
        }
        int port = ChildProcess.freePort();
        ChildProcess process = ChildProcess.start(
                isQuiet ? "reference-quiet" : "reference",
                folder,
                Map.of("PORT", Integer.toString(port), "WEBHOOK_SECRET", SECRET, "QUIET", isQuiet ? "1" : ""),
                List.of("node", source.resolve("receiver.js").toAbsolutePath().toString()));
        process.awaitReady(20, () -> {
            new Socket("127.0.0.1", port).close();
            return true;
        });
        return Optional.of(new ReferenceReceiver(process, port));
    }

    public HeapSender sender(int connections) {
        return new HeapSender(port, "/users_sync", SECRET, connections);
    }

    public double cpuSeconds() {
        return process.cpuSeconds();
    }

    @Override
    public void close() {
        process.close();
    }
}
