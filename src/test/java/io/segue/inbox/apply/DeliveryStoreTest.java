package io.segue.inbox.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.inbox.KeptBody;
import io.segue.inbox.PageReader.Rest;
import io.segue.platform.Database;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an application reads while others write. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class DeliveryStoreTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    Database database;

    @Test
    void readsABodyThatAnErasureShortenedSinceTheDeliveryWasRead() {
        Ordered sync = syncs.order(syncs.place(), "605");
        syncs.enter(sync, "ann", "bob");
        long id = Long.parseLong(syncs.one(sync, "select id from delivery"));

        byte[] body = database.inTenant(sync.tenant(), connection -> {
            DeliveryStore store = new DeliveryStore(connection, sync.tenant(), sync.segment());
            WaitingDelivery delivery = store.find(id).orElseThrow();
            new KeptBody(connection, sync.tenant(), id, delivery.receivedAt())
                    .replace(new Rest("{}".getBytes(StandardCharsets.UTF_8), 2));
            return store.body(delivery);
        });

        assertThat(body).asString(StandardCharsets.UTF_8).isEqualTo("{}");
    }
}
