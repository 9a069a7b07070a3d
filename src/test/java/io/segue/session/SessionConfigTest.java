package io.segue.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionConfigTest {

    @Test
    void endsASessionAfterHalfAnHourOfSilenceAndAfterHalfADay() {
        SessionConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SessionConfig.class)
                .build()
                .getConfigMapping(SessionConfig.class);

        assertThat(config.idle()).isEqualTo(Duration.ofMinutes(30));
        assertThat(config.absolute()).isEqualTo(Duration.ofHours(12));
    }
}
