package io.segue.sync.dispatch;

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
import java.time.Duration;
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

    @Test
    void howeverManyTenantsHangTheOthersWaitLessThanTwoSecondsNineteenTimesInTwenty() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        List<Ordered> hanging = new ArrayList<>();
        for (int tenant = 0; tenant < config.runs(); tenant++) {
            Place busy = syncs.place();
            target.delayAll(busy.clientSideId(), gate);
            for (int i = 0; i < config.runsOfOneTenant(); i++) {
                Ordered one = syncs.order(busy, "81" + i);
                syncs.enter(one, "ann");
                hanging.add(one);
            }
        }
        Ordered other = syncs.order(syncs.place(), "903");
        hanging.forEach(one -> syncs.sql(one.tenant(), "update sync set next_run_at = now() - interval '1 hour'"));
        syncs.lookForDue();
        await().until(() -> hanging.stream()
                .anyMatch(one -> !target.calls(one.place().clientSideId()).isEmpty()));

        List<Duration> waits = new ArrayList<>();
        for (int member = 0; member < 20; member++) {
            syncs.enter(other, "user-" + member);
            long asked = System.nanoTime();
            syncs.run(other);
            waits.add(Duration.ofNanos(System.nanoTime() - asked));
        }
        assertThat(waits.stream().sorted().toList().get(18)).isLessThan(Duration.ofSeconds(2));

        gate.complete(null);
        await().untilAsserted(() -> assertThat(hanging)
                .allSatisfy(one -> assertThat(target.held(one.place().clientSideId(), one.heapId()))
                        .containsExactly("ann")));
    }
}
