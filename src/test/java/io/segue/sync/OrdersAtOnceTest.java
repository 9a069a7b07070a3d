package io.segue.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.connection.Connections;
import io.segue.connection.NewConnection;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two people who change the key field of one segment, each at another of its syncs. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class OrdersAtOnceTest {

    private static final int ROUNDS = 15;

    @Inject
    TestingSyncs testing;

    @Inject
    Syncs syncs;

    @Inject
    Connections connections;

    @Test
    void neverWaitForEachOther() {
        Place place = testing.place();
        Ordered ordered = testing.order(place, "901");
        long other = connections.number(connections
                .create(
                        place.tenant(),
                        NewConnection.of(
                                "other", "us", "64a0c3e0ac3e000000000901", "api-11111111-0000-4000-8000-000000000001"),
                        "x")
                .id());
        CyclicBarrier together = new CyclicBarrier(2);

        CompletableFuture<Void> one =
                CompletableFuture.runAsync(() -> orderRounds(ordered, place.connection(), together));
        CompletableFuture<Void> two = CompletableFuture.runAsync(() -> orderRounds(ordered, other, together));

        assertThat(CompletableFuture.allOf(one, two)).succeedsWithin(Duration.ofMinutes(1));
    }

    private void orderRounds(Ordered ordered, long connection, CyclicBarrier together) {
        for (int round = 0; round < ROUNDS; round++) {
            String field = "field" + round;
            try {
                together.await(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            syncs.order(
                    ordered.tenant(),
                    ordered.segment(),
                    new SyncOrder(connection, Mode.RECURRING, Duration.ofHours(4), false, Optional.of(field)),
                    "a test");
        }
    }
}
