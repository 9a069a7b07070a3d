package io.segue.heap;

import static io.segue.heap.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.hook.HookAccess;
import io.segue.inbox.intake.Inbox;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One page that comes again from many sides at once, while it is applied, is counted every time. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SamePageAtOnceTest {

    private static final int SIDES = 6;
    private static final int TIMES = 50;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Inbox inbox;

    @Test
    void isCountedEveryTime() throws Exception {
        long tenant = tenants.enabled().id();
        HookAccess hook = new HookAccess(tenant, true, List.of(), Duration.ofMinutes(5), Optional.empty());
        byte[] body = page("t", 1, "").getBytes(StandardCharsets.UTF_8);
        ExecutorService threads = Executors.newFixedThreadPool(SIDES);
        List<Future<?>> sent = new ArrayList<>();

        for (int i = 0; i < SIDES * TIMES; i++) {
            sent.add(threads.submit(() -> inbox.receive(hook, body, Instant.now(), false)));
        }
        for (Future<?> one : sent) {
            one.get();
        }
        threads.shutdown();

        assertThat(rows.count(tenant, "select count(*) from delivery where tenant_id = ?"))
                .isEqualTo(1);
        assertThat(rows.count(tenant, "select sum(duplicates) from delivery where tenant_id = ?"))
                .isEqualTo(SIDES * TIMES - 1);
    }
}
