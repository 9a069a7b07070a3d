package io.segue.sync.size;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.sync.size.Sizes.Step;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class SizeHistoryTest {

    @Inject
    SizeHistory history;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Clock clock;

    long tenant;
    long segment;
    long production;
    long test;

    @BeforeEach
    void aSegmentInTwoEnvironments() {
        tenant = tenants.enabled().id();
        segment = rows.segment(tenant, "1", "Power users", 10);
        production = rows.sync(tenant, segment, rows.connection(tenant, "Production", true), "ready");
        test = rows.sync(tenant, segment, rows.connection(tenant, "Test", true), "ready");
    }

    @Test
    void reckonsEachSizeBackFromTheRuns() {
        run(production, 100, 0, 48);
        run(test, 10, 0, 30);
        run(production, 5, 20, 24);
        holds(production, 85);
        holds(test, 10);

        Sizes sizes = history.of(tenant, segment, window("all"));

        assertThat(sizes.names()).containsExactly("Production", "Test");
        assertThat(sizes.steps())
                .extracting(Step::sizes)
                .containsExactly(
                        List.of(0L, 0L), List.of(100L, 0L), List.of(100L, 10L), List.of(85L, 10L), List.of(85L, 10L));
        assertThat(sizes.changes()).extracting(Step::removes).containsExactly(20L, 0L, 0L);
    }

    @Test
    void tellsFewRunsApartHoweverSoonOneFollowsTheOther() {
        rows.write(tenant, """
                with made as (insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                select ?, ?, 'succeeded', 'heap', 2, 1, date_trunc('second', now()) - i * interval '100 milliseconds'
                  from generate_series(3, 2, -1) i
                returning 1) select count(*) from made""", production);
        holds(production, 2);

        Sizes sizes = history.of(tenant, segment, window("30d"));

        assertThat(sizes.isCurve()).isTrue();
        assertThat(sizes.changes()).extracting(Step::adds).containsExactly(2L, 2L);
    }

    @Test
    void beginsAWindowWithTheSizeThatItHadThen() {
        run(production, 100, 0, 48);
        run(production, 5, 20, 12);
        holds(production, 85);

        assertThat(history.of(tenant, segment, window("24h")).steps())
                .extracting(step -> step.sizes().get(0))
                .containsExactly(100L, 85L, 85L);
    }

    @Test
    void endsAWindowOfThePastWithTheSizeThatItHadThen() {
        run(production, 100, 0, 72);
        run(production, 900, 0, 1);
        holds(production, 1000);
        Instant until = clock.instant().minus(Duration.ofHours(24));

        Sizes sizes = history.of(
                tenant,
                segment,
                new SizeWindow(
                        "custom", java.util.Optional.of(until.minus(Duration.ofDays(1))), until, ZoneOffset.UTC));

        assertThat(sizes.steps()).extracting(step -> step.sizes().get(0)).containsExactly(100L, 100L);
        assertThat(sizes.isEmpty()).isTrue();
    }

    @Test
    void leavesARunThatGoesOnToThePresent() {
        run(production, 100, 0, 48);
        rows.run(tenant, production, "running");
        holds(production, 1334);

        assertThat(history.of(tenant, segment, window("all")).steps())
                .extracting(step -> step.sizes().get(0))
                .containsExactly(0L, 100L, 100L);
    }

    @Test
    void gathersManyRunsIntoAThousandPoints() {
        rows.write(tenant, """
                with made as (insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                select ?, ?, 'succeeded', 'heap', 2, 1, now() - i * interval '10 minutes' from generate_series(4000, 1, -1) i
                returning 1) select count(*) from made""", production);
        holds(production, 4000);

        Sizes sizes = history.of(tenant, segment, window("all"));

        assertThat(sizes.steps()).hasSizeBetween(900, 1000);
        assertThat(sizes.steps().get(0).sizes().get(0)).isZero();
        assertThat(sizes.steps().stream().mapToLong(Step::adds).sum()).isEqualTo(8000);
        assertThat(sizes.steps()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
    }

    @Test
    void hasNothingToShowBeforeTheFirstRun() {
        assertThat(history.of(tenant, segment, window("all")).steps()).isEmpty();
    }

    private SizeWindow window(String name) {
        return SizeWindow.of(name, "", "", clock.instant().atZone(ZoneOffset.UTC));
    }

    private void run(long sync, long adds, long removes, int hoursAgo) {
        rows.write(tenant, """
                insert into run (tenant_id, sync_id, state, cause, adds, removes, finished_at)
                values (?, ?, 'succeeded', 'heap', ?, ?, now() - ? * interval '1 hour') returning id""", sync, adds, removes, hoursAgo);
    }

    private void holds(long sync, long members) {
        rows.write(
                tenant,
                "update sync set delivered_count = %d where tenant_id = ? and id = ? returning id".formatted(members),
                sync);
    }
}
