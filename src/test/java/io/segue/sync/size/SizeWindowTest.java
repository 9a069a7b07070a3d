package io.segue.sync.size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.segue.web.ProblemException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeWindowTest {

    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    @ParameterizedTest
    @CsvSource({"24h,PT24H", "7d,P7D", "30d,P30D", "90d,P90D", "'',P30D"})
    void reachesBackAsFarAsItsNameSays(String name, Duration length) {
        assertThat(SizeWindow.of(name, "", "", NOW).from()).contains(NOW.minus(length));
    }

    @Test
    void showsAllThatIsKept() {
        assertThat(SizeWindow.of("all", "", "", NOW).from()).isEmpty();
    }

    @Test
    void twoDaysIncludeBoth() {
        SizeWindow window = SizeWindow.of("7d", "2026-11-01", "2026-11-03", NOW);

        assertThat(window.from()).contains(Instant.parse("2026-11-01T00:00:00Z"));
        assertThat(window.until()).isEqualTo("2026-11-04T00:00:00Z");
        assertThat(window.query()).isEqualTo("from=2026-11-01&to=2026-11-03");
    }

    @Test
    void theFutureIsNotShown() {
        assertThat(SizeWindow.of("", "2026-11-24", "2026-12-24", NOW).until()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource({"'',2026-11-03,2026-11-01", "'',yesterday,''", "'',2027-01-01,''", "1y,'',''", "'',2026-02-30,''"})
    void whatMakesNoSenseIsRefused(String name, String from, String to) {
        assertThatThrownBy(() -> SizeWindow.of(name, from, to, NOW)).isInstanceOf(ProblemException.class);
    }
}
