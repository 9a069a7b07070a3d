package io.segue.inbox;

import io.segue.TestingSettings;
import java.util.Map;

/** The inbox's settings without Quarkus: the defaults, but for what a test names. */
public final class TestingInboxConfig {

    private TestingInboxConfig() {}

    public static InboxConfig with(Map<String, String> settings) {
        return TestingSettings.of(InboxConfig.class, settings);
    }
}
