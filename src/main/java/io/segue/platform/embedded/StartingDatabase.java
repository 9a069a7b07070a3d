package io.segue.platform.embedded;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets an embedded database start while Quarkus makes itself ready, which takes as long: only who asks where the database
 * is waits for it.
 */
public final class StartingDatabase implements ConfigSource {

    /** As system properties have, where the answers stand once it has started. */
    private static final int ORDINAL = 400;

    private static volatile @Nullable CompletableFuture<EmbeddedDatabase> starting;

    /** Begins to start it; it stops with the process, however soon that ends. */
    public static void begin(Supplier<EmbeddedDatabase> start) {
        CompletableFuture<EmbeddedDatabase> begun = new CompletableFuture<>();
        starting = begun;
        // What is known beforehand; dev mode loads this class anew with each change of the code, and asks again.
        EmbeddedDatabase.USERS.forEach(System::setProperty);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(begun), "embedded-database-stop"));
        new Thread(() -> start(start, begun), "embedded-database-start").start();
    }

    private static void start(Supplier<EmbeddedDatabase> start, CompletableFuture<EmbeddedDatabase> begun) {
        try {
            EmbeddedDatabase database = start.get();
            database.configuration().forEach(System::setProperty);
            begun.complete(database);
        } catch (RuntimeException | Error e) {
            begun.completeExceptionally(e);
        }
    }

    private static void stop(CompletableFuture<EmbeddedDatabase> begun) {
        begun.handle((database, failure) -> database)
                .thenAccept(database -> {
                    if (database != null) {
                        database.close();
                    }
                })
                .join();
    }

    @Override
    public Set<String> getPropertyNames() {
        return starting == null ? Set.of() : Set.of(EmbeddedDatabase.WHERE);
    }

    @Override
    public @Nullable String getValue(String name) {
        CompletableFuture<EmbeddedDatabase> begun = starting;
        if (begun == null || !name.equals(EmbeddedDatabase.WHERE)) {
            return null;
        }
        try {
            return begun.join().configuration().get(name);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public String getName() {
        return "embedded database";
    }
}
