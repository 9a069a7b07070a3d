package io.segue.alert.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.segue.TestingDatabase;
import io.segue.TestingRows;
import io.segue.TestingSystemClock;
import io.segue.TestingTenants;
import io.segue.alert.AlertKind;
import io.segue.alert.Level;
import io.segue.alert.TestingTargets;
import io.segue.alert.rule.QuietHours;
import io.segue.alert.rule.Rule;
import io.segue.alert.rule.Rules;
import io.segue.tenant.TenantSummary;
import io.segue.tenant.Tenants;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong becomes notices, each once. */
@QuarkusTest
@QuarkusTestResource(TestingDatabase.class)
class AlertLookTest {

    @Inject
    TestingLook look;

    @Inject
    TestingTargets targets;

    @Inject
    TestingTenants tenants;

    @Inject
    Tenants states;

    @Inject
    TestingRows rows;

    @Inject
    TestingSystemClock clock;

    @Inject
    Rules rules;

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
    void tellsOfAFailingConnectionOnceAndOnceOfItsEnd() {
        failsSince(Duration.ofMinutes(14), "unavailable");
        look.at(tenant);
        assertThat(notices()).isEmpty();

        clock.tick(Duration.ofMinutes(1));
        look.at(tenant);
        look.at(tenant);
        look.everywhere();
        assertThat(notices()).containsExactly("alert.raised warn Runs to Production fail");

        getsThrough();
        look.at(tenant);
        clock.tick(Duration.ofMinutes(5));
        look.at(tenant);
        look.at(tenant);
        assertThat(notices())
                .containsExactly(
                        "alert.raised warn Runs to Production fail",
                        "alert.recovered warn Over: Runs to Production fail");
    }

    @Test
    void tellsOnceOfWhatComesAndGoes() {
        failsSince(Duration.ofHours(1), "unavailable");
        look.at(tenant);

        for (int i = 0; i < 5; i++) {
            getsThrough();
            clock.tick(Duration.ofMinutes(2));
            look.at(tenant);
            failsSince(Duration.ofHours(1), "unavailable");
            clock.tick(Duration.ofMinutes(2));
            look.at(tenant);
        }

        assertThat(notices()).hasSize(1);
    }

    @Test
    void tellsOnceMoreWhenItBecameCritical() {
        failsSince(Duration.ofHours(1), "rejected");
        look.at(tenant);
        failsSince(Duration.ofHours(4), "rejected");
        look.at(tenant);

        assertThat(notices())
                .containsExactly(
                        "alert.raised warn Runs of Power users to Production fail",
                        "alert.raised critical Runs of Power users to Production fail");
    }

    @Test
    void saysNothingOfWhatIsPausedOrOfWhomIsSuspended() {
        failsSince(Duration.ofHours(9), "unavailable");
        rows.write(tenant.id(), "update sync set paused_at = now() where tenant_id = ? returning id");
        look.at(tenant);
        rows.write(tenant.id(), "update sync set paused_at = null where tenant_id = ? returning id");
        states.suspend(tenant.slug());
        look.everywhere();

        assertThat(notices()).isEmpty();
    }

    @Test
    void tellsNothingTwiceAndLosesNothingWhenItsNodeIsLost() {
        failsSince(Duration.ofHours(1), "unavailable");

        look.atAndBeLost(tenant);
        assertThat(notices()).isEmpty();
        assertThat(rows.count(tenant.id(), "select count(*) from alert where tenant_id = ?"))
                .isZero();

        look.at(tenant);
        look.at(tenant);
        assertThat(notices()).hasSize(1);
        assertThat(rows.count(tenant.id(), "select count(*) from alert_delivery where tenant_id = ?"))
                .isOne();
    }

    @Test
    void letsWarningsWaitWhileItIsQuietAndTellsNeitherWhenItIsOverByThen() {
        beQuietFor(Duration.ofHours(2));
        failsSince(Duration.ofHours(1), "unavailable");
        look.at(tenant);
        assertThat(
                        rows.count(
                                tenant.id(),
                                "select count(*) from alert_delivery where tenant_id = ? and next_try_at > created_at + interval '1 hour'"))
                .isOne();

        getsThrough();
        settle();

        assertThat(rows.texts(tenant.id(), "select state from alert_delivery where tenant_id = ? order by id"))
                .containsExactly("dropped");
    }

    @Test
    void letsNothingCriticalWait() {
        beQuietFor(Duration.ofHours(2));
        failsSince(Duration.ZERO, "credentials-refused");
        look.at(tenant);

        assertThat(rows.count(
                        tenant.id(),
                        "select count(*) from alert_delivery where tenant_id = ? and next_try_at = created_at"))
                .isOne();
    }

    @Test
    void tellsWhoWantsOnlyCriticalOfNothingElse() {
        targets.of(tenant.id(), "email", "oncall@example.com", Level.CRITICAL);
        failsSince(Duration.ofHours(1), "unavailable");
        look.at(tenant);
        assertThat(deliveries()).isOne();

        failsSince(Duration.ofHours(5), "unavailable");
        look.at(tenant);
        assertThat(deliveries()).isEqualTo(3);
    }

    @Test
    void endsAtOnceWhatNobodyWantsToHearOf() {
        failsSince(Duration.ofHours(1), "unavailable");
        look.at(tenant);

        rules.save(
                tenant.id(),
                List.of(new Rule(AlertKind.RUN_FAILING, false, Optional.empty(), Optional.empty())),
                "a test");
        look.at(tenant);

        assertThat(rows.count(
                        tenant.id(), "select count(*) from alert where tenant_id = ? and recovered_at is not null"))
                .isOne();
    }

    private void beQuietFor(Duration length) {
        LocalTime time = now.atZone(ZoneOffset.UTC).toLocalTime();
        String from = time.minusHours(1).toString().substring(0, 5);
        String until = time.plus(length).toString().substring(0, 5);
        rules.keepQuiet(tenant.id(), Optional.of(QuietHours.of(from, until, "UTC")), "a test");
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

    private void getsThrough() {
        rows.write(
                tenant.id(), "update sync set state = 'ready', failing_since = null where tenant_id = ? returning id");
    }

    private long deliveries() {
        return rows.count(tenant.id(), "select count(*) from alert_delivery where tenant_id = ?");
    }

    private List<String> notices() {
        return rows.texts(
                tenant.id(),
                "select event || ' ' || coalesce(level, 'none') || ' ' || title from alert_notice where tenant_id = ? order by id");
    }
}
