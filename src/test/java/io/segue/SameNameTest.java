package io.segue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.inbox.hook.Hooks;
import io.segue.platform.Database;
import io.segue.platform.Secret;
import io.segue.segment.Segments;
import io.segue.segment.TestingSegments;
import io.segue.tenant.ApiTokens;
import io.segue.tenant.NewTenant;
import io.segue.tenant.Role;
import io.segue.tenant.Tenants;
import io.segue.web.ProblemException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of two who take one name at the same moment, one gets it, and the other is told what a latecomer is told. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SameNameTest {

    private static final int ROUNDS = 15;

    @Inject
    TestingTenants testing;

    @Inject
    Tenants tenants;

    @Inject
    Connections connections;

    @Inject
    ApiTokens tokens;

    @Inject
    Hooks hooks;

    @Inject
    Database database;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void twoTenants() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String slug = "twice-" + Long.toString(System.nanoTime(), 36);

            assertThat(atOnce(() -> tenants.create(new NewTenant(slug, "T", Optional.empty(), Optional.empty()))))
                    .containsExactlyInAnyOrder(
                            "done", "409 Creating a tenant: the short name \"" + slug + "\" is taken. Choose another.");
        }
    }

    @Test
    void twoConnections() throws Exception {
        long tenant = testing.enabled().id();
        for (int round = 0; round < ROUNDS; round++) {
            NewConnection asked = NewConnection.of(
                    "Production " + round,
                    "us",
                    "57be1db38b75bf0772d1%04x".formatted(round),
                    "api-11111111-0000-4000-8000-000000000000");

            assertThat(atOnce(() -> connections.create(tenant, asked, "a test")))
                    .containsExactlyInAnyOrder(
                            "done",
                            "409 Naming the connection: \"Production " + round + "\" is taken. Choose another name.");
        }
    }

    @Test
    void twoConnectionsRenamed() throws Exception {
        long tenant = testing.enabled().id();
        List<String> ids = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            NewConnection asked = NewConnection.of(
                    name, "us", "57be1db38b75bf0772d1138" + name, "api-11111111-0000-4000-8000-000000000000");
            ids.add(connections.create(tenant, asked, "a test").id());
        }
        for (int round = 0; round < ROUNDS; round++) {
            String name = "Renamed " + round;
            List<String> left = new ArrayList<>(ids);

            assertThat(atOnce(() -> {
                        String mine;
                        synchronized (left) {
                            mine = left.remove(0);
                        }
                        return connections.rename(tenant, mine, name, "a test");
                    }))
                    .containsExactlyInAnyOrder(
                            "done", "409 Naming the connection: \"" + name + "\" is taken. Choose another name.");
        }
    }

    /** Of another tenant's it would verify at the wrong address. */
    @Test
    void twoTenantsWithOneWebhookSecret() throws Exception {
        long one = testing.enabled().id();
        long other = testing.enabled().id();
        for (int round = 0; round < ROUNDS; round++) {
            Secret secret = new Secret("shared by two " + one + " " + round);
            List<Long> left = new ArrayList<>(List.of(one, other));

            assertThat(atOnce(() -> {
                        long mine;
                        synchronized (left) {
                            mine = left.remove(0);
                        }
                        hooks.setSecret(mine, secret, "a test");
                        return mine;
                    }))
                    .containsExactlyInAnyOrder(
                            "done",
                            "409 Saving the webhook secret: it is already in use elsewhere. Create a new integration in"
                                    + " Heap’s Developer Hub: each has a secret of its own.");
        }
    }

    @Test
    void twoApiTokensMayShareAName() throws Exception {
        long tenant = testing.enabled().id();

        assertThat(atOnce(() -> tokens.create(tenant, "pipeline", Role.VIEWER, "a test")))
                .containsExactly("done", "done");
    }

    @Test
    void twoPagesOfANewSegmentMeanOneSegment() throws Exception {
        long tenant = testing.enabled().id();
        // Two nodes: each remembers ids for itself.
        List<Segments> nodes = new ArrayList<>(List.of(TestingSegments.on(database), TestingSegments.on(database)));
        List<Long> ids = new ArrayList<>();

        assertThat(atOnce(() -> {
                    Segments mine;
                    synchronized (nodes) {
                        mine = nodes.remove(0);
                    }
                    long id = mine.idOf(tenant, "77", "Seven");
                    synchronized (ids) {
                        return ids.add(id);
                    }
                }))
                .containsExactly("done", "done");
        assertThat(ids).hasSize(2);
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
    }

    private List<String> atOnce(Callable<?> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<String> one = () -> {
            start.await();
            try {
                work.call();
                return "done";
            } catch (ProblemException e) {
                return e.status() + " " + e.detail();
            }
        };
        Future<String> first = threads.submit(one);
        Future<String> second = threads.submit(one);
        return List.of(first.get(), second.get());
    }
}
