package io.segue.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final QuietHours NIGHT = QuietHours.of("22:00", "07:00", "Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-01-10T20:59:59Z,",
        "2026-01-10T21:00:00Z,2026-01-11T06:00:00Z",
        "2026-01-11T05:59:59Z,2026-01-11T06:00:00Z",
        "2026-01-11T06:00:00Z,",
        "2026-01-11T12:00:00Z,"
    })
    void spansMidnightWhereTheTenantIs(Instant now, Instant until) {
        assertThat(NIGHT.waitUntil(now).orElse(null)).isEqualTo(until);
    }

    @Test
    void endsAtTheSameTimeOfTheClockWhenTheClocksAreChanged() {
        assertThat(NIGHT.waitUntil(Instant.parse("2026-03-28T23:00:00Z")))
                .contains(Instant.parse("2026-03-29T05:00:00Z"));
    }

    @Test
    void liesWithinADay() {
        QuietHours lunch = QuietHours.of("12:00", "13:30", "UTC");

        assertThat(lunch.waitUntil(Instant.parse("2026-01-10T12:00:00Z")))
                .contains(Instant.parse("2026-01-10T13:30:00Z"));
        assertThat(lunch.waitUntil(Instant.parse("2026-01-10T13:30:00Z"))).isEmpty();
        assertThat(lunch.words()).isEqualTo("12:00 to 13:30, UTC");
    }

    @ParameterizedTest
    @CsvSource({"22:00,22:00,UTC", "25:00,07:00,UTC", "'',07:00,UTC", "22:00,07:00,Europe/Nowhere", "22:00,07:00,''"})
    void refusesWhatIsNoTimeOrZone(String from, String until, String zone) {
        assertThatThrownBy(() -> QuietHours.of(from, until, zone))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Saving quiet hours: expected");
    }
}
