package io.segue.platform.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsConfigTest {

    private final MetricsConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(MetricsConfig.class)
            .build()
            .getConfigMapping(MetricsConfig.class);

    @Test
    void readsTheDatabaseFourTimesAMinuteAndNamesNoTenant() {
        assertThat(config.sampleEvery()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.tenants()).isZero();
        assertThat(config.longestBacklog()).isEqualTo(Duration.ofMinutes(15));
    }
}
