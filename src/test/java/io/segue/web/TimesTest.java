package io.segue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Times times = in("UTC");

    private static Times in(String zone) {
        return new Times(Clock.fixed(NOW, ZoneOffset.UTC), () -> Zones.named(zone));
    }

    @Test
    void saysHowLongAgo() {
        assertThat(times.relative(NOW.minusSeconds(45))).isEqualTo("45 s ago");
        assertThat(times.relative(NOW.minus(Duration.ofHours(3)))).isEqualTo("3 h ago");
        assertThat(times.relative(NOW.minus(Duration.ofDays(3)))).isEqualTo("3 days ago");
    }

    @Test
    void saysInHowLongRounded() {
        assertThat(times.relative(NOW.plusSeconds(14 * 60 + 40))).isEqualTo("in 15 min");
        assertThat(times.relative(NOW.plus(Duration.ofMinutes(119)))).isEqualTo("in 2 h");
    }

    @Test
    void callsTheLastSecondsNow() {
        assertThat(times.relative(NOW.minusSeconds(3))).isEqualTo("just now");
        assertThat(times.relative(NOW.plusSeconds(3))).isEqualTo("just now");
    }

    @Test
    void callsWhatIsDueNowHoweverLateItIs() {
        assertThat(times.due(NOW.plus(Duration.ofMinutes(3)))).isEqualTo("in 3 min");
        assertThat(times.due(NOW.plusSeconds(3))).isEqualTo("in a moment");
        assertThat(times.due(NOW)).isEqualTo("now");
        assertThat(times.due(NOW.minus(Duration.ofMinutes(3)))).isEqualTo("now");
    }

    @Test
    void givesTheDateOfWhatIsFarAway() {
        assertThat(times.relative(NOW.minus(Duration.ofDays(40)))).isEqualTo("15 Oct 2026");
    }

    @Test
    void writesTheExactTimeInUtc() {
        assertThat(times.exact(NOW)).isEqualTo("24 Nov 2026, 12:00:00 UTC");
        assertThat(times.iso(NOW.plusMillis(1))).isEqualTo("2026-11-24T12:00:00Z");
    }

    @Test
    void writesTheExactTimeInTheReadersZone() {
        assertThat(in("Europe/Berlin").exact(NOW)).isEqualTo("24 Nov 2026, 13:00:00 CET");
        assertThat(in("Europe/Berlin").iso(NOW)).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(in("Asia/Tokyo").relative(Instant.parse("2026-10-01T20:00:00Z")))
                .isEqualTo("2 Oct 2026");
    }

    @Test
    void takesNoZoneThatIsNone() {
        assertThat(in("../etc/passwd").exact(NOW)).isEqualTo("24 Nov 2026, 12:00:00 UTC");
        assertThat(in("").exact(NOW)).isEqualTo("24 Nov 2026, 12:00:00 UTC");
    }
}
