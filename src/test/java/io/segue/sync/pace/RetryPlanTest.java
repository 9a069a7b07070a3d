package io.segue.sync.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.sync.pace.RetryPlan.Next;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    @Test
    void waitsAsLongAsItIsTold() {
        RetryPlan plan = plan(limited(NOW.plusMillis(1_234)), 0);

        assertThat(plan).isEqualTo(new RetryPlan(Next.AGAIN, Duration.ofMillis(1_234)));
    }

    @Test
    void givesUpWhenItWouldWaitTooLong() {
        assertThat(plan(limited(NOW.plus(LONGEST).plusMillis(1)), 0).next()).isEqualTo(Next.GIVE_UP);
        assertThat(plan(limited(NOW.plus(LONGEST)), 0).next()).isEqualTo(Next.AGAIN);
    }

    @Test
    void goesOnHoweverOftenItIsLimited() {
        assertThat(plan(limited(NOW.plusMillis(1)), 1_000).next()).isEqualTo(Next.AGAIN);
    }

    @Test
    void backsOffWhenWhatWasToldHasPassed() {
        VendorFailure untold = VendorFailure.of(Kind.RATE_LIMITED, 429, "");

        assertThat(plan(untold, 3).rest()).isBetween(Duration.ZERO, Duration.ofSeconds(16));
    }

    @Test
    void triesAgainAFewTimesWhenNobodyAnswers() {
        VendorFailure away = VendorFailure.of(Kind.UNAVAILABLE, 503, "");

        assertThat(plan(away, 2).next()).isEqualTo(Next.AGAIN);
        assertThat(plan(away, 3).next()).isEqualTo(Next.GIVE_UP);
    }

    @Test
    void waitsAtLeastAsLongAsARefusalOfServiceTells() {
        VendorFailure away = new VendorFailure(Kind.UNAVAILABLE, 503, "", Optional.of(NOW.plusSeconds(60)));

        assertThat(plan(away, 0)).isEqualTo(new RetryPlan(Next.AGAIN, Duration.ofSeconds(60)));
    }

    @Test
    void takesAConflictForAShortOne() {
        VendorFailure conflict = VendorFailure.of(Kind.CONFLICT, 409, "");

        assertThat(plan(conflict, 3).next()).isEqualTo(Next.AGAIN);
        assertThat(plan(conflict, 3).rest()).isBetween(Duration.ofMillis(50), Duration.ofMillis(500));
        assertThat(plan(conflict, 4).next()).isEqualTo(Next.GIVE_UP);
    }

    @Test
    void leavesWhatOnlyAPersonCanMendAlone() {
        assertThat(plan(VendorFailure.of(Kind.CREDENTIALS_REFUSED, 401, ""), 0).next())
                .isEqualTo(Next.GIVE_UP);
        assertThat(plan(VendorFailure.of(Kind.NOT_FOUND, 404, ""), 0).next()).isEqualTo(Next.GIVE_UP);
        assertThat(plan(VendorFailure.of(Kind.REJECTED, 400, ""), 0).next()).isEqualTo(Next.CUT);
    }

    private static VendorFailure limited(Instant until) {
        return new VendorFailure(Kind.RATE_LIMITED, 429, "", Optional.of(until));
    }

    private static RetryPlan plan(VendorFailure why, int tries) {
        return RetryPlan.of(why, tries, 4, LONGEST, NOW, new Random(7));
    }
}
