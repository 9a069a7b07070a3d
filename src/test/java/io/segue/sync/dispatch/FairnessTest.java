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
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.SyncConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class FairnessTest {

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    Claims claims;

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
    void whoHasNoRunIsNotShutOutByTheManyThatAreLongerDueOfOthers() {
        List<Ordered> many = Stream.generate(() -> syncs.order(syncs.place(), "820"))
                .limit(3)
                .toList();
        Ordered other = syncs.order(syncs.place(), "904");
        many.forEach(this::makeManyDue);
        syncs.sql(other.tenant(), "update sync set next_run_at = now()");

        // One look of each node, and of this one as many as it takes to ask every tenant.
        for (int look = 0; look < 10 && isUnclaimed(other); look++) {
            claims.claim(10, Map.of());
        }

        assertThat(isUnclaimed(other)).as("never claimed").isFalse();
        assertThat(many).allSatisfy(one -> assertThat(due(one)).isGreaterThan(200));
        many.forEach(one -> syncs.sql(one.tenant(), "update sync set next_run_at = null, lease_until = null"));
    }

    @Test
    void erasingForOneTenantDoesNotShutTheOthersOut() {
        Ordered many = syncs.order(syncs.place(), "821");
        Ordered other = syncs.order(syncs.place(), "905");
        makeManyDue(many);
        syncs.sql(
                many.tenant(),
                "update sync set mode = 'off', next_run_at = null, erase_at = now() - interval '1 hour'");
        syncs.sql(other.tenant(), "update sync set mode = 'off', next_run_at = null, erase_at = now()");

        claims.claim(2, Map.of());

        assertThat(isUnclaimed(other)).as("never claimed").isFalse();
        syncs.sql(many.tenant(), "update sync set erase_at = null, lease_until = null");
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

    /** Three hundred more, an hour ago. */
    private void makeManyDue(Ordered one) {
        syncs.sql(one.tenant(), """
                insert into segment (tenant_id, heap_id, name)
                select tenant_id, 'many-' || n, 'One of many' from segment, generate_series(1, 300) as n""");
        syncs.sql(one.tenant(), """
                insert into sync (tenant_id, segment_id, connection_id, mode, interval_seconds, follow_heap, next_run_at)
                select s.tenant_id, s.id, y.connection_id, 'recurring', 14400, false, now() - interval '1 hour'
                  from sync y join segment s on s.tenant_id = y.tenant_id and s.id <> y.segment_id""");
    }

    private boolean isUnclaimed(Ordered one) {
        return syncs.one(one, "select fence from sync").equals("0");
    }

    private int due(Ordered one) {
        return Integer.parseInt(syncs.one(one, "select count(*) from sync where next_run_at <= now()"));
    }
}
