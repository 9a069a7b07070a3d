package io.segue.web.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateConfigTest {

    private final GateConfig config = TestingSettings.of(GateConfig.class, Map.of());

    @Test
    void takesSixtyFourCallsOfTenMebibytesAtMost() {
        assertThat(config.mostInFlight()).isEqualTo(64);
        assertThat(config.mostBytesInFlight()).isEqualTo(64L << 20);
        assertThat(config.largestBody()).isEqualTo(10L << 20);
        assertThat(config.longestCall()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void countsThreeHundredFailedCallsAMinute() {
        assertThat(config.failedCalls()).isEqualTo(300);
        assertThat(config.failedCallsWithin()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.failedCallers()).isEqualTo(50_000);
    }
}
