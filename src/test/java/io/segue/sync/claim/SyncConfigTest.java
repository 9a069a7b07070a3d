package io.segue.sync.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyncConfigTest {

    private final SyncConfig config = TestingSettings.of(SyncConfig.class, Map.of());

    @Test
    void carriesOutEightRunsAtOnceThreeOfThemOfOneTenant() {
        assertThat(config.runs()).isEqualTo(8);
        assertThat(config.runsOfOneTenant()).isEqualTo(3);
    }

    @Test
    void hasFourCallsOfARunInFlightAndTriesABatchFourTimes() {
        assertThat(config.window()).isEqualTo(4);
        assertThat(config.triesOfBatch()).isEqualTo(4);
    }

    @Test
    void isTakenOverAfterHalfAMinuteAndWaitsForTwo() {
        assertThat(config.lease()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.longestWait()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void setsAHundredKeysAside() {
        assertThat(config.mostQuarantined()).isEqualTo(100);
    }
}
