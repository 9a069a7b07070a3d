package io.segue.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaunchDarklyConfigTest {

    @Test
    void goesToLaunchDarklyItselfWhenNothingIsConfigured() {
        LaunchDarklyConfig config = new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(LaunchDarklyConfig.class)
                .build()
                .getConfigMapping(LaunchDarklyConfig.class);

        assertThat(config.url()).isEqualTo(URI.create("https://app.launchdarkly.com"));
        assertThat(config.clientSdkUrl()).isEqualTo(URI.create("https://clientsdk.launchdarkly.com"));
        assertThat(config.serverSdkUrl()).isEqualTo(URI.create("https://app.launchdarkly.com"));
        assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(config.apiVersion()).isEqualTo("20240415");
        assertThat(config.callsPerSecond()).isEqualTo(1_000);
        assertThat(config.mostInFlight()).isEqualTo(64);
        assertThat(config.fileHosts()).containsExactly("launchdarkly.com", "amazonaws.com");
    }
}
