package io.segue;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** A room's settings without Quarkus: the defaults, but for what a test names. */
public final class TestingSettings {

    private TestingSettings() {}

    public static <T> T of(Class<T> mapping, Map<String, String> named) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(mapping)
                .withDefaultValues(named)
                .build()
                .getConfigMapping(mapping);
    }
}
