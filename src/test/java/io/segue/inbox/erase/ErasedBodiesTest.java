package io.segue.inbox.erase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.erasure.TestingErasures;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Deflated;
import io.segue.platform.Select;
import io.segue.segment.PendingChanges;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ErasedBodiesTest {

    @Inject
    ErasedBodies bodies;

    @Inject
    TestingSyncs syncs;

    @Inject
    PendingChanges pending;

    @Inject
    TestingErasures erasures;

    @Inject
    Database database;

    /** Whoever writes a body anew from what it was before would bring the other person back into it. */
    @Test
    void twoErasuresAtOnceBothLeaveTheirPersonOut() {
        Ordered sync = syncs.order(syncs.place(), "961");
        syncs.enter(sync, "ann", "bob", "cid");
        syncs.run(sync);
        long tenant = sync.tenant();
        AtomicReference<CompletableFuture<?>> second = new AtomicReference<>();

        bodies.forget(tenant, Set.of("ann"), Set.of(), 0, (connection, piece) -> {
            second.set(CompletableFuture.runAsync(
                    () -> bodies.forget(tenant, Set.of("bob"), Set.of(), 0, (other, otherPiece) -> {})));
            await().atMost(Duration.ofSeconds(20)).until(this::isAnybodyWaiting);
        });

        assertThat(second.get()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(body(tenant)).contains("cid").doesNotContain("ann", "bob");
    }

    /** The page is read at its old place while the erasure goes on, and names somebody else who was erased. */
    @Test
    void anApplicationAndAnErasureAtOnceBothLeaveTheirPersonOut() {
        Ordered sync = syncs.order(syncs.place(), "962");
        syncs.enter(sync, "ann", "bob", "cid");
        syncs.run(sync);
        long tenant = sync.tenant();
        erasures.request(tenant, "bob");
        syncs.sql(tenant, "update delivery set verdict = 'waiting', replays = 1");
        AtomicReference<CompletableFuture<?>> application = new AtomicReference<>();

        bodies.forget(tenant, Set.of("ann"), Set.of(), 0, (connection, piece) -> {
            application.set(CompletableFuture.runAsync(() -> pending.applyAcknowledged(tenant, sync.segment())));
            await().atMost(Duration.ofSeconds(20)).until(this::isAnybodyWaiting);
        });

        assertThat(application.get()).succeedsWithin(Duration.ofSeconds(20));
        assertThat(body(tenant)).contains("cid").doesNotContain("ann", "bob");
    }

    /** A late page or a replay reads their word again: without it, a member would be lost. */
    @Test
    void whoCameWithTheKeyOfAnErasedPersonIsSomebodyElse() {
        Ordered sync = syncs.order(syncs.place(), "963");
        syncs.receive(
                sync,
                "{\"id\":\"ann\",\"email\":\"a@b.c\"},{\"id\":\"bob\",\"email\":\"a@b.c\"},{\"id\":\"cid\",\"boss\":\"ann\"}",
                "");
        syncs.sql(sync.tenant(), "update segment set key_field = 'email'");

        bodies.forget(sync.tenant(), Set.of("ann"), Set.of("a@b.c"), 0, (connection, piece) -> {});

        assertThat(body(sync.tenant()))
                .contains("{\"id\":\"bob\",\"email\":\"a@b.c\"},{\"id\":\"cid\",\"boss\":null}")
                .doesNotContain("ann");
    }

    private boolean isAnybodyWaiting() {
        return database.as(
                Role.WORKER,
                connection -> new Select("""
                        select true from pg_locks where not granted and locktype in ('transactionid', 'tuple')""").first(connection, row -> true).orElse(false));
    }

    private String body(long tenant) {
        return database.inTenant(
                tenant,
                connection -> new Select("""
                        select b.body, d.body_size from delivery_body b
                          join delivery d on d.tenant_id = b.tenant_id and d.id = b.id and d.received_at = b.received_at
                         where b.tenant_id = ?""", tenant)
                        .first(
                                connection,
                                row -> new String(
                                        Deflated.inflate(row.getBytes(1), row.getInt(2)), StandardCharsets.UTF_8))
                        .orElseThrow());
    }
}
