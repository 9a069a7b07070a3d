package io.segue.sync.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import io.segue.sync.TestingSyncs.Place;
import io.segue.sync.claim.SyncConfig;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class FairnessTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    SyncConfig config;

    @Test
    void aTenantWhoseCallsHangDoesNotShutTheOthersOut() {
        Place busy = syncs.place();
        Ordered other = syncs.order(syncs.place(), "902");
        syncs.enter(other, "bob");
        CompletableFuture<Void> gate = new CompletableFuture<>();
        target.delayAll(busy.clientSideId(), gate);
        List<Ordered> hanging = new ArrayList<>();
        for (int i = 0; i < 2 * config.runs(); i++) {
            Ordered one = syncs.order(busy, "80" + i);
            syncs.enter(one, "ann");
            hanging.add(one);
        }
        syncs.sql(busy.tenant(), "update sync set next_run_at = now() - interval '1 hour'");
        syncs.lookForDue();
        await().until(() -> target.calls(busy.clientSideId()).size() == config.runsOfOneTenant());

        syncs.run(other);

        assertThat(target.held(other.place().clientSideId(), "902")).containsExactly("bob");
        assertThat(target.calls(busy.clientSideId())).hasSize(config.runsOfOneTenant());
        gate.complete(null);
        await().untilAsserted(() -> assertThat(hanging)
                .allSatisfy(one -> assertThat(target.held(busy.clientSideId(), one.heapId()))
                        .containsExactly("ann")));
    }
}
