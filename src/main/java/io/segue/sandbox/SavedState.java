package io.segue.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** One imitation's state in one file, written a little after a change and when the application stops. */
public final class SavedState<T> implements AutoCloseable {

    private static final long SHORTEST_PAUSE = 2_000;
    /** Under load, saving may take a twentieth of the time and no more. */
    private static final int PAUSE_PER_SAVE = 20;

    private final Optional<Path> file;
    private final ObjectMapper json;
    private final Class<T> type;
    private final Supplier<T> current;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final ScheduledExecutorService writer;
    private volatile long lastSaveMillis;

    public SavedState(SandboxConfig config, String name, ObjectMapper json, Class<T> type, Supplier<T> current) {
        this.file = config.folder().map(folder -> folder.resolve(name + ".json.gz"));
        this.json = json;
        this.type = type;
        this.current = current;
        this.writer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "sandbox-" + name + "-save");
            thread.setDaemon(true);
            return thread;
        });
    }

    public Optional<T> load() {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file.get()), 1 << 16)) {
            return Optional.of(json.readValue(in, type));
        } catch (IOException e) {
            Log.warnf(e, "Sandbox: reading %s failed, the imitation starts empty", file.get());
            return Optional.empty();
        }
    }

    /** Cheap: called after every change. */
    public void changed() {
        if (file.isPresent() && pending.compareAndSet(false, true)) {
            long pause = Math.max(SHORTEST_PAUSE, PAUSE_PER_SAVE * lastSaveMillis);
            writer.schedule(this::save, pause, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        writer.shutdownNow();
        try {
            writer.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (pending.get()) {
            save();
        }
    }

    private synchronized void save() {
        pending.set(false);
        long start = System.nanoTime();
        Path target = file.orElseThrow();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            Files.createDirectories(target.getParent());
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh), 1 << 16)) {
                json.writeValue(out, current.get());
            }
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Log.warnf(e, "Sandbox: writing %s failed; the next change tries again", target);
        }
        lastSaveMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
