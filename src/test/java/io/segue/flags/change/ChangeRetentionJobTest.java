package io.segue.flags.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSettings;
import io.segue.flags.change.TestingChanges.Told;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class ChangeRetentionJobTest {

    @Inject
    ChangeRetentionJob job;

    @Inject
    TestingChanges testing;

    @Inject
    TestingRows rows;

    @Test
    void keepsChangesLongerThanAnyIsTaken() {
        ChangeConfig config = TestingSettings.of(ChangeConfig.class, Map.of());

        assertThat(config.keep()).isEqualTo(Duration.ofDays(90)).isGreaterThan(config.oldest());
    }

    @Test
    void deletesOldChangesButNoneThatWaits() {
        Told told = testing.told();
        told.change("new-checkout", 10);
        told.change("another", 10);
        told.change("a-third", 10);
        rows.write(told.tenant.id(), """
                with old as (update flag_change set received_at = now() - interval '91 days'
                              where tenant_id = ? and flag_key <> 'a-third' returning 1)
                select count(*) from old""");

        job.deleteOldChanges();

        assertThat(told.changes())
                .extracting(ChangeOrders.Told::flagKey)
                .containsExactlyInAnyOrder("new-checkout", "a-third");
    }
}
