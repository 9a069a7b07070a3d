package io.segue.platform.observe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How figures are read, and how many tenants have some of their own. */
@ConfigMapping(prefix = "segue.metrics")
public interface MetricsConfig {

    /** So often each node reads from the database what it cannot count by itself. */
    @WithDefault("15s")
    Duration sampleEvery();

    /** Tenants with series of their own, those with the most that waits or fails; 0: none. */
    @WithDefault("0")
    int tenants();

    /** A page that waits longer to be applied makes the backlog unwell. */
    @WithDefault("15m")
    Duration longestBacklog();
}
