package io.segue.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.VendorFailure.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SetbackTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void waitsForAPersonWhenTheEnvironmentIsGone() {
        assertThat(after(Kind.NOT_FOUND, MINUTE)).isEqualTo(new Setback("stopped", Optional.empty()));
    }

    @Test
    void looksAgainAfterAQuarterOfAnHourWhenAPersonMustAct() {
        Setback expected = new Setback("stopped", Optional.of(NOW.plus(Duration.ofMinutes(15))));

        assertThat(after(Kind.CREDENTIALS_REFUSED, MINUTE)).isEqualTo(expected);
        assertThat(after(Kind.REJECTED, MINUTE)).isEqualTo(expected);
    }

    @Test
    void triesAgainWithinTheBoundThatDoubles() {
        for (int i = 0; i < 200; i++) {
            Setback setback = after(Kind.UNAVAILABLE, MINUTE);

            assertThat(setback.state()).isEqualTo("retrying");
            assertThat(setback.next().orElseThrow()).isBetween(NOW, NOW.plusSeconds(16));
        }
    }

    @Test
    void isParkedAfterThreeDays() {
        assertThat(after(Kind.UNAVAILABLE, Duration.ofHours(73)))
                .isEqualTo(new Setback("parked", Optional.of(NOW.plus(Duration.ofMinutes(15)))));
    }

    @Test
    void waitsAsLongAsItWasTold() {
        Instant told = NOW.plus(Duration.ofHours(1));
        VendorFailure failure = new VendorFailure(Kind.RATE_LIMITED, 429, "slow down", Optional.of(told));

        assertThat(Setback.of(failure, 0, MINUTE, NOW, new Random()).next()).contains(told);
    }

    private static Setback after(Kind kind, Duration failingFor) {
        return Setback.of(VendorFailure.of(kind, 0, "it failed"), 2, failingFor, NOW, new Random());
    }
}
