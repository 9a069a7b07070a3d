package io.segue.sync.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.tenant.Tenants;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class RunRetentionJobTest {

    private static final String RUNS = "select count(*) from run where tenant_id = ?";
    private static final String CALLS = "select count(*) from run_call where tenant_id = ?";

    @Inject
    RunRetentionJob job;

    @Inject
    Tenants everyTenant;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

    private long tenant;
    private long sync;

    @BeforeEach
    void makeASync() {
        tenant = tenants.enabled().id();
        sync = sync("1");
    }

    @Test
    void keepsCallsForAMonthAndRunsForAYear() {
        RunRetentionConfig config = config(Map.of());

        assertThat(config.keepCalls()).isEqualTo(Duration.ofDays(30));
        assertThat(config.keep()).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void deletesARunOfMoreThanAYear() {
        run(sync, 366);
        run(sync, 1);

        job.deleteOldRuns();

        assertThat(rows.count(tenant, RUNS)).isEqualTo(1);
    }

    @Test
    void dropsTheDaysOfCallsOfMoreThanAMonthAndKeepsTheirRun() {
        makeDays();
        calls(run(sync, 32), 32, 3);
        calls(run(sync, 29), 29, 2);

        job.dropOldCalls();

        assertThat(rows.count(tenant, RUNS)).isEqualTo(2);
        assertThat(rows.count(tenant, CALLS)).isEqualTo(2);
    }

    @Test
    void keepsThemForAsLongAsTheOperatorSays() {
        RunRetentionJob told = new RunRetentionJob(
                database,
                everyTenant,
                config(Map.of("segue.runs.keep-calls", "60h", "segue.runs.keep", "240h")),
                Clock.systemUTC());
        makeDays();
        calls(run(sync, 11), 11, 1);
        calls(run(sync, 9), 4, 1);
        calls(run(sync, 1), 2, 2);

        told.dropOldCalls();
        told.deleteOldRuns();

        assertThat(rows.count(tenant, RUNS)).isEqualTo(2);
        assertThat(rows.count(tenant, CALLS)).isEqualTo(2);
    }

    @Test
    void makesTheDaysToComeSoThatNoCallFallsBesideThem() {
        job.dropOldCalls();

        assertThat(rows.count(tenant, """
                select count(*) from pg_class where ? > 0
                   and relname = 'run_call_' || to_char((now() at time zone 'UTC')::date + 7, 'YYYYMMDD')""")).isEqualTo(1);
    }

    @Test
    void neverTouchesTheLastRunOfASync() {
        run(sync, 400);
        run(sync("2"), 1);

        job.deleteOldRuns();

        assertThat(rows.count(tenant, RUNS)).isEqualTo(2);
    }

    private static RunRetentionConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(RunRetentionConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(RunRetentionConfig.class);
    }

    private long sync(String heapId) {
        return rows.sync(
                tenant,
                rows.segment(tenant, heapId, "Any", 1),
                rows.connection(tenant, "Connection " + heapId, true),
                "stopped");
    }

    private void makeDays() {
        database.as(Role.WORKER, connection -> {
            try (Statement make = connection.createStatement()) {
                return make.execute(
                        "select make_day_partitions('run_call', (now() at time zone 'UTC')::date - 40, 40)");
            }
        });
    }

    private long run(long ofSync, int daysAgo) {
        long run = rows.run(tenant, ofSync, "succeeded");
        rows.write(tenant, """
                with it as (select ?::bigint as tenant, ?::int as days, ?::bigint as run)
                update run set finished_at = now() - days * interval '1 day' from it
                 where run.tenant_id = it.tenant and run.id = it.run returning run.id""", daysAgo, run);
        return run;
    }

    private void calls(long run, int daysAgo, int calls) {
        rows.write(tenant, """
                with made as (
                    insert into run_call (tenant_id, run_id, at, ordinal, adds, removes, outcome, millis)
                    select ?, ?, now() - ? * interval '1 day', n, 1, 0, 'done', 5 from generate_series(1, ?) n returning 1)
                select count(*) from made""", run, daysAgo, calls);
    }
}
