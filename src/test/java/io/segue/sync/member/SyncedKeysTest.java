package io.segue.sync.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.connection.use.HeldKeys.Holding;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we know of synced segments when their flags are evaluated. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SyncedKeysTest {

    private static final String ENVIRONMENT = "5f1a";

    @Inject
    SyncedKeys keys;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    long tenant;
    long connection;

    @BeforeEach
    void connect() {
        tenant = tenants.enabled().id();
        connection = rows.connection(tenant, "Production", true);
    }

    @Test
    void knowsWhatWasDelivered() {
        long buyers = sync("buyers");
        long readers = sync("readers");
        deliver(buyers, "ann", 1);
        deliver(readers, "ann", 2);
        deliver(readers, "bob", 2);

        assertThat(keys.segments(tenant, ENVIRONMENT)).containsExactlyInAnyOrder("buyers", "readers");
        assertThat(keys.holdings(tenant, ENVIRONMENT, List.of("ann", "bob", "cyd")))
                .containsOnlyKeys("ann", "bob")
                .containsEntry("ann", new Holding(Set.of("buyers", "readers"), Set.of()))
                .containsEntry("bob", new Holding(Set.of("readers"), Set.of()));
    }

    @Test
    void doubtsWhatACallWithoutAnAnswerCarried() {
        long buyers = sync("buyers");
        deliver(buyers, "ann", 1);
        deliver(buyers, "bob", 2);
        rows.write(
                tenant,
                "insert into open_batch (tenant_id, sync_id, batch) values (?, ?, 2) returning sync_id",
                buyers);

        assertThat(keys.holdings(tenant, ENVIRONMENT, List.of("ann", "bob")))
                .containsEntry("ann", new Holding(Set.of("buyers"), Set.of()))
                .containsEntry("bob", new Holding(Set.of(), Set.of("buyers")));
    }

    @Test
    void doubtsWhatLaunchDarklyMayHaveLost() {
        long buyers = sync("buyers");
        deliver(buyers, "ann", 1);
        deliver(buyers, "bob", 7);
        rows.write(tenant, "update sync set doubt_below = 7 where tenant_id = ? and id = ? returning id", buyers);

        assertThat(keys.holdings(tenant, ENVIRONMENT, List.of("ann", "bob")))
                .containsEntry("ann", new Holding(Set.of(), Set.of("buyers")))
                .containsEntry("bob", new Holding(Set.of("buyers"), Set.of()));
    }

    @Test
    void knowsNothingOfOtherEnvironmentsAndTenants() {
        deliver(sync("buyers"), "ann", 1);
        long elsewhere = tenants.enabled().id();
        rows.connection(elsewhere, "Production", true);

        assertThat(keys.segments(elsewhere, ENVIRONMENT)).isEmpty();
        assertThat(keys.holdings(elsewhere, ENVIRONMENT, List.of("ann"))).isEmpty();
        assertThat(keys.segments(tenant, "another")).isEmpty();
        assertThat(keys.holdings(tenant, "another", List.of("ann"))).isEmpty();
    }

    private long sync(String segmentKey) {
        long sync = rows.sync(tenant, rows.segment(tenant, segmentKey, segmentKey, 1), connection, "ready");
        rows.write(
                tenant,
                "update sync set segment_key = t.key from (select ?::bigint as tenant, ?::bigint as id, ? as key) t"
                        + " where tenant_id = t.tenant and sync.id = t.id returning sync.id",
                sync,
                segmentKey);
        return sync;
    }

    private void deliver(long sync, String key, long batch) {
        rows.write(
                tenant,
                "insert into delivered_key (tenant_id, sync_id, key, batch) values (?, ?, ?, ?) returning batch",
                sync,
                key,
                batch);
    }
}
