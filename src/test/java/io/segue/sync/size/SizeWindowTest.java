package io.segue.sync.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeWindowTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
    private static final ZonedDateTime IN_UTC = NOW.atZone(ZoneId.of("UTC"));

    @ParameterizedTest
    @CsvSource({"24h,PT24H", "7d,P7D", "30d,P30D", "90d,P90D", "'',P30D"})
    void reachesBackAsFarAsItsNameSays(String name, Duration length) {
        assertThat(SizeWindow.of(name, "", "", IN_UTC).from()).contains(NOW.minus(length));
    }

    @Test
    void showsAllThatIsKept() {
        assertThat(SizeWindow.of("all", "", "", IN_UTC).from()).isEmpty();
    }

    @Test
    void twoDaysIncludeBoth() {
        SizeWindow window = SizeWindow.of("7d", "2026-11-01", "2026-11-03", IN_UTC);

        assertThat(window.from()).contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(window.until()).isEqualTo("2026-11-04T00:00:00Z");
        assertThat(window.query()).isEqualTo("from=2026-11-01&to=2026-11-03");
    }

    @Test
    void aDayIsOneWhereTheReaderIs() {
        SizeWindow window = SizeWindow.of("", "2026-10-25", "2026-10-25", NOW.atZone(ZoneId.of("Europe/Berlin")));

        assertThat(window.from()).contains(Instant.parse("2026-10-24T22:00:00Z"));
        assertThat(window.until()).isEqualTo("2026-10-25T23:00:00Z");
        assertThat(window.query()).isEqualTo("from=2026-10-25&to=2026-10-25");
    }

    @Test
    void theFutureIsNotShown() {
        assertThat(SizeWindow.of("", "2026-11-24", "2026-12-24", IN_UTC).until())
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"'',2026-11-03,2026-11-01", "'',yesterday,''", "'',2027-01-01,''", "1y,'',''", "'',2026-02-30,''"})
    void whatMakesNoSenseIsRefused(String name, String from, String to) {
        assertThatThrownBy(() -> SizeWindow.of(name, from, to, IN_UTC)).isInstanceOf(ProblemException.class);
    }
}
