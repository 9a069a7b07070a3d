package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.alert.TestingTargets;
import io.segue.tenant.TenantSummary;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong becomes notices of its kind. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertKindsTest {

    @Inject
    TestingLook look;

    @Inject
    TestingTargets targets;

    @Inject
    TestingTenants tenants;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    TenantSummary tenant;
    long connection;
    long sync;
    Instant now;

    @BeforeEach
    void makeATenantWithOneSync() {
        now = clock.stop();
        tenant = tenants.enabled();
        connection = rows.connection(tenant.id(), "Production", true);
        sync = rows.sync(tenant.id(), rows.segment(tenant.id(), "1", "Power users", 10), connection, "ready");
        targets.webhook(tenant.id(), "ours", "http://127.0.0.1:1/");
    }

    @AfterEach
    void letTheClockGoOn() {
        clock.goOn();
    }

    @Test
    void tellsOfARefusedTokenAtOnceAndAsCritical() {
        failsSince(Duration.ZERO, "credentials-refused");
        look.at(tenant);

        assertThat(notices())
                .containsExactly("alert.raised critical LaunchDarkly refuses the access token of Production");
    }

    @Test
    void tellsOfAHoldUntilSomebodyDecides() {
        long hold = rows.hold(tenant.id(), sync);
        look.at(tenant);
        rows.write(tenant.id(), "update hold set state = 'rejected' where tenant_id = ? and id = ? returning id", hold);
        settle();

        assertThat(notices())
                .containsExactly(
                        "alert.raised warn Removals from Power users wait for a decision",
                        "alert.recovered warn Over: Removals from Power users wait for a decision");
    }

    @Test
    void tellsThatTheQuarantineGrewAndNotThatItIsThere() {
        rows.write(tenant.id(), """
                insert into quarantined_key (tenant_id, sync_id, key, adding, reason, run_id, at)
                values (?, ?, 'a key of somebody', true, 'no', 1, ?::timestamptz) returning 1""", sync, now.toString());
        look.at(tenant);
        clock.tick(Duration.ofMinutes(61));
        settle();

        assertThat(notices())
                .containsExactly(
                        "alert.raised warn The quarantine grew", "alert.recovered warn Over: The quarantine grew");
        assertThat(rows.texts(tenant.id(), "select n::text from alert_notice n where tenant_id = ?"))
                .noneMatch(text -> text.contains("a key of somebody"));
    }

    @Test
    void tellsOfSilenceAsLatenessFoundIt() {
        rows.write(
                tenant.id(),
                "insert into silence (tenant_id, last_heard_at, noticed_at) values (?, ?::timestamptz, now()) returning id",
                now.minus(Duration.ofHours(7)).toString());
        look.at(tenant);
        clock.tick(Duration.ofHours(18));
        look.at(tenant);

        assertThat(notices())
                .containsExactly(
                        "alert.raised warn Nothing from Heap for 7 hours",
                        "alert.raised critical Nothing from Heap for 25 hours");
    }

    @Test
    void tellsOfAConnectionThatLaunchDarklySlowsDown() {
        long run = rows.write(tenant.id(), """
                insert into run (tenant_id, sync_id, state, cause, calls, finished_at)
                values (?, ?, 'succeeded', 'person', 50, ?::timestamptz) returning id""", sync, now.toString());
        for (int i = 0; i < 6; i++) {
            rows.write(tenant.id(), """
                    insert into run_call (tenant_id, run_id, ordinal, at, adds, removes, status, outcome, millis)
                    values (?, ?, ?, ?::timestamptz, 1, 0, 429, 'rate-limited', 5) returning ordinal""", run, i, now.toString());
        }

        look.everywhere();

        assertThat(notices()).contains("alert.raised warn LaunchDarkly slows Production down");
    }

    @Test
    void tellsHowEachRunEndedOnceToWhoAskedForIt() {
        rows.write(
                tenant.id(),
                "update alert_target set made_at = made_at - interval '1 hour' where tenant_id = ? returning 1");
        rows.write(tenant.id(), """
                insert into run (tenant_id, sync_id, state, cause, adds, finished_at)
                values (?, ?, 'succeeded', 'person', 7, ?::timestamptz) returning id""", sync, now.minusSeconds(5).toString());

        look.everywhere();
        look.everywhere();

        assertThat(notices()).containsExactly("run.ended none A run of Power users succeeded");
        assertThat(rows.texts(tenant.id(), "select data from alert_notice where tenant_id = ?"))
                .singleElement()
                .asString()
                .contains("\"adds\":7", "\"state\":\"succeeded\"", "\"segment\":\"Power users\"");
    }

    private void settle() {
        look.at(tenant);
        clock.tick(Duration.ofMinutes(5));
        look.at(tenant);
    }

    private void failsSince(Duration ago, String code) {
        rows.write(
                tenant.id(),
                "update sync set state = 'retrying', failure_code = '" + code + "', failing_since = '"
                        + clock.instant().minus(ago) + "' where tenant_id = ? returning id");
    }

    private List<String> notices() {
        return rows.texts(
                tenant.id(),
                "select event || ' ' || coalesce(level, 'none') || ' ' || title from alert_notice where tenant_id = ? order by id");
    }
}
