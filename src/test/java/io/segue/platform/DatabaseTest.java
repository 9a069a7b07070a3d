package io.segue.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingTenants;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pieces of work that happen together, and work that is done alone. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class DatabaseTest {

    @Inject
    Database database;

    @Inject
    Tenants tenants;

    @Inject
    TestingTenants making;

    private String slug;
    private long tenant;

    @BeforeEach
    void makeATenant() {
        TenantSummary made = making.enabled();
        slug = made.slug();
        tenant = made.id();
    }

    /** Dev mode's and the tests' may lose what it has when the power goes; {@code PackageIT} asks the one that may not. */
    @Test
    void needNotBeDurableInTests() {
        for (String setting : List.of("fsync", "synchronous_commit")) {
            List<String> shown = database.inTenant(
                    tenant, connection -> new Select("show " + setting).list(connection, row -> row.getString(1)));

            assertThat(shown).as(setting).containsExactly("off");
        }
    }

    /** The log has every failure with its cause; keys of members are not for it. */
    @Test
    void tellsNothingOfARowThatItCouldNotWrite() {
        Throwable single = catchThrowable(() -> write("insert into kept values ('ann@example.com')", 2, false));
        Throwable batch = catchThrowable(() -> write("insert into kept values ('ann@example.com')", 2, true));

        assertThat(single).hasStackTraceContaining("kept_pkey").satisfies(DatabaseTest::tellsNoKey);
        assertThat(batch).hasStackTraceContaining("kept_pkey").satisfies(DatabaseTest::tellsNoKey);
    }

    private static void tellsNoKey(Throwable failure) {
        StringWriter told = new StringWriter();
        failure.printStackTrace(new PrintWriter(told));
        assertThat(told.toString()).doesNotContain("ann@example.com");
    }

    private void write(String sql, int times, boolean isBatch) {
        database.doInTenant(tenant, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table kept (key text primary key) on commit drop");
                for (int i = 0; i < times; i++) {
                    if (isBatch) {
                        statement.addBatch(sql);
                    } else {
                        statement.execute(sql);
                    }
                }
                statement.executeBatch();
            }
        });
    }

    @Test
    void takesBackEveryPieceWhenOneFails() {
        assertThatThrownBy(() -> database.together(() -> {
                    setFloor(7);
                    tenants.suspend(slug);
                    throw new IllegalStateException("the last piece failed");
                }))
                .hasMessage("the last piece failed");

        assertThat(floor()).isNotEqualTo(7);
        assertThat(tenants.get(slug).state().word()).isEqualTo("enabled");
    }

    @Test
    void letsEachPieceSeeWhatTheOnesBeforeItDidInWhateverRole() {
        List<Object> seen = database.together(() -> {
            tenants.suspend(slug);
            setFloor(7);
            return List.of(floor(), stateByJdbc(), tenants.get(slug).state().word());
        });

        assertThat(seen).containsExactly(7, "suspended", "suspended");
        assertThat(stateByJdbc()).isEqualTo("suspended");
    }

    @Test
    void doesAfterwardsWhatMustNotComeBefore() {
        List<String> done = new ArrayList<>();

        database.together(() -> {
            database.afterwards(() -> done.add("afterwards, " + floor()));
            setFloor(7);
            return done.add("the work");
        });
        database.afterwards(() -> done.add("at once"));
        assertThatThrownBy(() -> database.together(() -> {
                    database.afterwards(() -> done.add("never"));
                    throw new IllegalStateException("it failed");
                }))
                .hasMessage("it failed");

        assertThat(done).containsExactly("the work", "afterwards, 7", "at once");
    }

    @Test
    void letsOneAtATimeDoWhatIsDoneAlone() {
        Optional<Optional<String>> nested =
                database.alone("this work", () -> database.alone("this work", () -> "a second one"));

        assertThat(nested).contains(Optional.empty());
        assertThat(database.alone("this work", () -> database.alone("other work", () -> "both")))
                .contains(Optional.of("both"));
        assertThatThrownBy(() -> database.alone("this work", () -> {
                    throw new IllegalStateException("it failed");
                }))
                .hasMessage("it failed");
        assertThat(database.alone("this work", () -> "again")).contains("again");
    }

    private void setFloor(int floor) {
        database.doInTenant(
                tenant,
                c -> new Select("update tenant set hold_floor = ? where id = ? returning id", floor, tenant)
                        .first(c, row -> true));
    }

    private int floor() {
        return database.inTenant(
                tenant,
                c -> new Select("select hold_floor from tenant where id = ?", tenant)
                        .first(c, row -> row.getInt(1))
                        .orElseThrow());
    }

    private String stateByJdbc() {
        return database.inTenant(
                tenant,
                c -> new Select("select state from tenant where id = ?", tenant)
                        .first(c, row -> row.getString(1))
                        .orElseThrow());
    }
}
