package io.segue.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockSkewTest {

    private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(300);

    @Test
    void isWithinTheWindowUpToItsVeryEnd() {
        assertThat(new ClockSkew(NOW.minusSeconds(300), NOW).isBeyond(WINDOW)).isFalse();
        assertThat(new ClockSkew(NOW.plusSeconds(300), NOW).isBeyond(WINDOW)).isFalse();
        assertThat(new ClockSkew(NOW.minusSeconds(300).minusMillis(1), NOW).isBeyond(WINDOW))
                .isTrue();
        assertThat(new ClockSkew(NOW.plusSeconds(300).plusMillis(1), NOW).isBeyond(WINDOW))
                .isTrue();
    }

    @Test
    void tellsHowLateACallIsAndWhatToDo() {
        assertThat(new ClockSkew(NOW.minusSeconds(412), NOW).explain(WINDOW))
                .contains("412 seconds behind our clock; 300 are allowed", "Have Heap send the segment again");
    }

    @Test
    void sendsAClockThatIsAheadToSupport() {
        assertThat(new ClockSkew(NOW.plusSeconds(1000), NOW).explain(WINDOW))
                .contains("1,000 seconds ahead of our clock; 300 are allowed", "support checks the clock");
    }
}
