package io.segue.api.version;

import static org.awaitility.Awaitility.await;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.tenant.row.TenantRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Has requests come at once: each is under way before any of them can change what the tenant has. */
@ApplicationScoped
public class TestingWaiters {

    private final Database database;

    TestingWaiters(Database database) {
        this.database = database;
    }

    /** What each of them answered, in no order of theirs. */
    @SafeVarargs
    public final <T> List<T> atOnce(long tenant, Supplier<T>... requests) {
        List<CompletableFuture<T>> answers = whileHeld(tenant, () -> {
            List<CompletableFuture<T>> begun =
                    Stream.of(requests).map(CompletableFuture::supplyAsync).toList();
            awaitWaiting(requests.length);
            return begun;
        });
        return answers.stream().map(CompletableFuture::join).toList();
    }

    /** Nothing that has a version changes before the work returns. */
    public <T> T whileHeld(long tenant, Supplier<T> work) {
        return database.inTenant(tenant, connection -> {
            TenantRow.hold(connection, tenant);
            return work.get();
        });
    }

    /** Until so many wait for a row. */
    public void awaitWaiting(int number) {
        await().until(() -> waiting() >= number);
    }

    private long waiting() {
        return database.as(
                Database.Role.WORKER,
                connection ->
                        new Select("""
                select count(*) from pg_locks where not granted and locktype in ('transactionid', 'tuple')""").first(connection, row -> row.getLong(1)).orElse(0L));
    }
}
