package io.segue.flags.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingSettings;
import io.segue.flags.engine.TestingWrites.Order;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class WriteRetentionJobTest {

    @Inject
    WriteRetentionJob job;

    @Inject
    TestingWrites writes;

    @Test
    void keepsRunsForThreeMonths() {
        assertThat(TestingSettings.of(WriteConfig.class, Map.of()).keepRuns()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void deletesOldRunsButNeverTheLastOne() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.enter(order.segment("s"), "ann");
        order.run();
        order.run();
        long last = order.one("select max(id) from flag_run");
        order.one("update flag_run set finished_at = now() - interval '91 days' returning 1");

        job.deleteOldRuns();

        assertThat(order.one("select count(*) from flag_run")).isEqualTo(1);
        assertThat(order.one("select id from flag_run")).isEqualTo(last);
        assertThat(order.one("select count(*) from flag_call where run_id <> " + last))
                .isZero();
    }

    @Test
    void keepsRunsThatAreYoungEnough() {
        Order order = writes.order("a");
        order.flags.serve("a", true);
        order.run();
        order.run();
        order.one("update flag_run set finished_at = now() - interval '89 days' returning 1");

        job.deleteOldRuns();

        assertThat(order.one("select count(*) from flag_run")).isEqualTo(2);
    }
}
