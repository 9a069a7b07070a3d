package io.segue.flags.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.platform.Database;
import io.segue.platform.Select;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What waits to be told to Heap, as operators count it. In transactions that are not committed: nobody takes it from us. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class FlagFiguresTest {

    /** Before whatever other tests let wait. */
    private static final double LONG_AGO = Duration.ofDays(30_000).toSeconds();

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

    @Test
    void countsChangesThatAreDueAndInNobodysHands() {
        waits(
                "insert into flag_change_order (tenant_id, connection_id, is_on, identity, state, next_try_at)"
                        + " values (?, ?, true, 'x', 'parked', now() - interval '30001 days') returning tenant_id",
                "flag_change_order");
    }

    @Test
    void countsValuesThatAreDueAndInNobodysHands() {
        waits(
                "insert into flag_write (tenant_id, connection_id, mode, state, next_run_at)"
                        + " values (?, ?, 'recurring', 'parked', now() - interval '30001 days') returning tenant_id",
                "flag_write");
    }

    private void waits(String insert, String table) {
        long tenant = tenants.enabled().id();
        long connection = rows.connection(tenant, "c", true);
        database.doInTenant(tenant, c -> {
            assertThat(oldest(c)).isLessThan(LONG_AGO);
            long parked = as(c, "segue_worker", FlagFigures::states).get("parked");
            new Select(insert, tenant, connection).first(c, row -> true);

            assertThat(oldest(c)).isGreaterThan(LONG_AGO);
            assertThat(as(c, "segue_worker", FlagFigures::byAge).get("over_10m"))
                    .isPositive();
            assertThat(as(c, "segue_worker", FlagFigures::states)).containsEntry("parked", parked + 1);

            update(c, table, "lease_until = now() + interval '1 minute'", tenant);
            assertThat(oldest(c)).as("while a node has it").isLessThan(LONG_AGO);
            new Select("delete from " + table + " where tenant_id = ? returning tenant_id", tenant)
                    .first(c, row -> true);
        });
    }

    private static double oldest(Connection connection) throws SQLException {
        return as(connection, "segue_worker", FlagFigures::oldestSeconds);
    }

    private static void update(Connection connection, String table, String set, long tenant) throws SQLException {
        new Select("update " + table + " set " + set + " where tenant_id = ? returning tenant_id", tenant)
                .first(connection, row -> true);
    }

    private interface Asked<T> {
        T of(Connection connection) throws SQLException;
    }

    /** With that role's rights alone, as the sampler has them. */
    private static <T> T as(Connection connection, String role, Asked<T> asked) throws SQLException {
        become(connection, role);
        T answer = asked.of(connection);
        become(connection, "segue_app");
        return answer;
    }

    private static void become(Connection connection, String role) throws SQLException {
        new Select("select set_config('role', ?, true)", role).first(connection, row -> true);
    }
}
