package io.segue.inbox.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingTenants;
import io.segue.inbox.InboxConfig;
import io.segue.platform.Database;
import io.segue.platform.Database.Role;
import io.segue.platform.Select;
import io.segue.segment.SegmentSettledEvent;
import io.segue.tenant.Tenants;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Days of deliveries go after a month, days of their bodies after a week; a day that is made late loses nothing. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class InboxRetentionTest {

    private static final String DELIVERIES = "select count(*) from delivery where tenant_id = ?";
    private static final String BODIES = "select count(*) from delivery_body where tenant_id = ?";

    @Inject
    InboxJobs jobs;

    @Inject
    Applier applier;

    @Inject
    Tenants everyTenant;

    @Inject
    Event<SegmentSettledEvent> settled;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    Database database;

    private long tenant;

    @BeforeEach
    void makeTheDaysOfTheLastSixWeeks() {
        tenant = tenants.enabled().id();
        make("delivery", 45);
        make("delivery_body", 45);
    }

    @Test
    void keepsBodiesForAWeekAndDeliveriesForAMonth() {
        InboxConfig config = config(Map.of());

        assertThat(config.keepBodies()).isEqualTo(Duration.ofDays(7));
        assertThat(config.keepDeliveries()).isEqualTo(Duration.ofDays(30));
    }

    @Test
    void dropsWholeDaysOfEach() {
        for (int daysAgo : new int[] {1, 6, 9, 29, 32}) {
            delivery(daysAgo);
        }

        jobs.keepWhatIsDue();

        assertThat(rows.count(tenant, DELIVERIES)).isEqualTo(4);
        assertThat(rows.count(tenant, BODIES)).isEqualTo(2);
    }

    @Test
    void keepsThemForAsLongAsTheOperatorSays() {
        InboxJobs told = new InboxJobs(
                database,
                applier,
                config(Map.of("segue.inbox.keep-bodies", "36h", "segue.inbox.keep-deliveries", "240h")),
                everyTenant,
                settled,
                Clock.systemUTC());
        for (int daysAgo : new int[] {1, 3, 9, 12}) {
            delivery(daysAgo);
        }

        told.keepWhatIsDue();

        assertThat(rows.count(tenant, DELIVERIES)).isEqualTo(3);
        assertThat(rows.count(tenant, BODIES)).isEqualTo(1);
    }

    @Test
    void keepsWhatIsNotAppliedYetHoweverOldItIs() {
        long waiting = delivery(40);
        verdict(waiting, "waiting");

        jobs.keepWhatIsDue();
        long whileItWaits = rows.count(tenant, BODIES) + rows.count(tenant, DELIVERIES);
        verdict(waiting, "applied");
        jobs.keepWhatIsDue();

        assertThat(whileItWaits).isEqualTo(2);
        assertThat(rows.count(tenant, BODIES) + rows.count(tenant, DELIVERIES)).isZero();
    }

    /** Heap's calls write both in one transaction: the job must not be able to make one of them fail. */
    @Test
    void waitsForWhoReadsOneTableWithoutKeepingTheOther() throws Exception {
        CompletableFuture<Void> job = database.inTenant(tenant, connection -> {
            count(connection, "delivery");
            CompletableFuture<Void> begun = CompletableFuture.runAsync(jobs::keepWhatIsDue);
            await().atMost(Duration.ofSeconds(20)).until(() -> waitsForALock("delivery%") || begun.isDone());
            count(connection, "delivery_body");
            return begun;
        });

        assertThat(job).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void makesTheDaysToCome() {
        jobs.keepWhatIsDue();

        assertThat(rows.count(tenant, """
                select count(*) from pg_class where ? > 0
                   and relname = 'delivery_body_' || to_char((now() at time zone 'UTC')::date + 7, 'YYYYMMDD')""")).isEqualTo(1);
    }

    @Test
    void movesWhatCameBeforeItsDayWasMadeIntoIt() {
        // Far ahead, where no other test has made a day.
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(40).format(DateTimeFormatter.BASIC_ISO_DATE);
        delivery(-40);
        assertThat(lieIn("delivery_default")).isEqualTo(1);

        make("delivery", -40);

        assertThat(lieIn("delivery_default")).isZero();
        assertThat(lieIn("delivery_" + day)).isEqualTo(1);
        assertThat(rows.count(tenant, DELIVERIES)).isEqualTo(1);
        assertThat(rows.count(tenant, """
                select count(*) from pg_class c where ? > 0 and c.relforcerowsecurity and c.relrowsecurity
                   and c.relname in ('delivery_default', 'delivery_%s')""".formatted(day))).isEqualTo(2);
    }

    private static InboxConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(InboxConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(InboxConfig.class);
    }

    private void verdict(long delivery, String verdict) {
        rows.write(tenant, """
                update delivery set verdict = v.verdict from (select ?::bigint as tenant, ?::bigint as id, ? as verdict) v
                 where tenant_id = v.tenant and delivery.id = v.id returning 1""", delivery, verdict);
    }

    private long lieIn(String partition) {
        return rows.count(
                tenant,
                "select count(*) from delivery where tenant_id = ? and tableoid = 'segue." + partition + "'::regclass");
    }

    private static void count(Connection connection, String table) throws SQLException {
        new Select("select count(*) from " + table).first(connection, row -> row.getLong(1));
    }

    private boolean waitsForALock(String relation) {
        return database.as(
                Role.WORKER,
                connection ->
                        new Select("""
                        select true from pg_locks l join pg_class c on c.oid = l.relation
                         where not l.granted and c.relname like ?""", relation).first(connection, row -> true).orElse(false));
    }

    private void make(String table, int daysAgo) {
        database.as(Role.WORKER, connection -> {
            try (Statement make = connection.createStatement()) {
                return make.execute("select make_day_partitions('" + table + "', (now() at time zone 'UTC')::date - ("
                        + daysAgo + "), " + Math.max(1, daysAgo) + ")");
            }
        });
    }

    private long delivery(int daysAgo) {
        return rows.write(tenant, """
                with made as (
                    insert into delivery (tenant_id, id, received_at, signed_at, verdict, digest, body_size)
                    values (?, nextval('delivery_seq'), now() - ? * interval '1 day', now(), 'applied', '\\x00', 1)
                    returning tenant_id, id, received_at)
                insert into delivery_body (tenant_id, id, received_at, body)
                select tenant_id, id, received_at, '\\x00' from made returning id""", daysAgo);
    }
}
