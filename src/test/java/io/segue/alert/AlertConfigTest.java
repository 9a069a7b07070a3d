package io.segue.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.TestingSettings;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertConfigTest {

    @Test
    void hasDefaults() {
        AlertConfig config = TestingSettings.of(AlertConfig.class, Map.of());

        assertThat(config.lookEvery()).isEqualTo("20s");
        assertThat(config.sendEvery()).isEqualTo("5s");
        assertThat(config.settle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.mostOfAKind()).isEqualTo(10);
        assertThat(config.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(24));
        assertThat(config.callTime()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.callsAtOnce()).isEqualTo(8);
        assertThat(config.mostTargets()).isEqualTo(20);
        assertThat(config.betweenTests()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.overlap()).isEqualTo(Duration.ofHours(24));
        assertThat(config.keep()).isEqualTo(Duration.ofDays(90));
        assertThat(config.pagerdutyUrl()).isEqualTo(URI.create("https://events.pagerduty.com/v2/enqueue"));
        assertThat(config.pagerdutyEuUrl()).isEqualTo(URI.create("https://events.eu.pagerduty.com/v2/enqueue"));
    }
}
