package io.segue.inbox;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** The inbox's settings without Quarkus: the defaults, but for what a test names. */
public final class TestingInboxConfig {

    private TestingInboxConfig() {}

    public static InboxConfig with(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(InboxConfig.class)
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(InboxConfig.class);
    }
}
