package io.segue.observe;

import static io.segue.TestingHeap.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingHeap;
import io.segue.TestingHeap.Integration;
import io.segue.TestingRows;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.platform.observe.Sampler;
import io.segue.sync.TestingSegmentTarget;
import io.segue.sync.TestingSyncs;
import io.segue.sync.TestingSyncs.Ordered;
import jakarta.inject.Inject;
import java.net.URL;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators count, by doing it and scraping. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class MetricsTest {

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Inject
    TestingHeap heap;

    @Inject
    TestingSyncs syncs;

    @Inject
    TestingSegmentTarget target;

    @Inject
    TestingRows rows;

    @Inject
    Sampler sampler;

    @Inject
    Database database;

    /** Whatever other tests left to be tried again would be counted as well. */
    @BeforeEach
    void nothingElseIsDue() {
        database.as(Database.Role.WORKER, connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("update sync set next_run_at = now() + interval '4 hours'"
                        + " where next_run_at < now() + interval '4 hours'");
            }
        });
        await().until(() -> database.as(
                Database.Role.WORKER,
                connection -> new Select("select count(*) from sync where lease_until > now()")
                        .first(connection, row -> row.getLong(1) == 0)
                        .orElseThrow()));
    }

    @AfterEach
    void letLaunchDarklyWork() {
        target.work();
    }

    @Test
    void countsDeliveriesByVerdict() {
        Integration integration = heap.integration();
        String page = page("1", "\"add\":[{\"id\":\"a\"}]");
        TestingMetrics before = scrape();

        integration.send(page);
        integration.send(page);
        integration.send(page("1", "\"add\":[{\"id\":\"b\"}]"), Instant.now().minusSeconds(3600));
        integration.withSecret("another").send(page);
        integration.withToken("unknown").send(page);

        TestingMetrics after = scrape();
        assertThat(risen(before, after, "segue_deliveries_total", "verdict=stored"))
                .isOne();
        assertThat(risen(before, after, "segue_deliveries_total", "verdict=duplicate"))
                .isOne();
        assertThat(risen(before, after, "segue_deliveries_total", "verdict=stale"))
                .isOne();
        assertThat(risen(before, after, "segue_deliveries_total", "verdict=refused"))
                .isEqualTo(2);
        assertThat(risen(before, after, "segue_receive_seconds_count")).isEqualTo(5);
    }

    @Test
    void countsWhatIsAppliedAndHowRunsEnd() {
        Ordered order = syncs.order(syncs.place(), "1");
        syncs.enter(order, "ann", "bob");
        TestingMetrics before = scrape();

        syncs.run(order);
        target.failBefore(batch -> Optional.of(VendorFailure.of(Kind.UNAVAILABLE, 503, "It is away.")));
        syncs.enter(order, "eve");
        syncs.run(order);

        TestingMetrics after = scrape();
        assertThat(risen(before, after, "segue_run_seconds_count", "result=succeeded", "failure=none"))
                .isOne();
        assertThat(risen(before, after, "segue_run_seconds_count", "result=failed", "failure=unavailable"))
                .isOne();
        assertThat(risen(before, after, "segue_applied_deliveries_total")).isBetween(1.0, 2.0);
    }

    @Test
    void countsTheWaitsThatLaunchDarklyTells() {
        Ordered order = syncs.order(syncs.place(), "1");
        syncs.enter(order, "ann");
        TestingMetrics before = scrape();
        target.failBefore(batch -> Optional.of(new VendorFailure(
                Kind.RATE_LIMITED, 429, "Slow down.", Optional.of(Instant.now().plusSeconds(600)))));

        syncs.run(order);

        TestingMetrics after = scrape();
        assertThat(risen(before, after, "segue_token_wait_seconds_count")).isOne();
        assertThat(risen(before, after, "segue_token_wait_seconds_sum")).isBetween(590.0, 601.0);
        assertThat(after.value("segue_tokens_resting")).isPositive();
    }

    @Test
    void readsFromTheDatabaseWhatWaitsAndWhatFails() {
        Ordered order = syncs.order(syncs.place(), "1");
        TestingMetrics before = scrape();

        syncs.sql(order.tenant(), "update sync set state = 'stopped', next_run_at = null where id = " + order.sync());
        rows.hold(order.tenant(), order.sync());
        TestingMetrics after = scrape();

        assertThat(risen(before, after, "segue_syncs", "state=stopped")).isOne();
        assertThat(risen(before, after, "segue_holds")).isOne();
        assertThat(after.value("segue_sampled_seconds")).isCloseTo(Instant.now().getEpochSecond(), offset(60.0));
    }

    @Test
    void namesNoTenantUnlessAskedTo() {
        assertThat(scrape().series()).noneMatch(series -> series.labels().containsKey("tenant"));
    }

    private TestingMetrics scrape() {
        sampler.sample();
        return TestingMetrics.scrape(metrics);
    }

    private static double risen(TestingMetrics before, TestingMetrics after, String name, String... labels) {
        return after.value(name, labels) - before.value(name, labels);
    }
}
