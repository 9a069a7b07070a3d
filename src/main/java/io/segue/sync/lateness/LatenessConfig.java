package io.segue.sync.lateness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When silence is odd. */
@ConfigMapping(prefix = "segue.lateness")
public interface LatenessConfig {

    /** How often Heap sends by itself: a sync that runs more often waits for Heap all the same. */
    @WithDefault("4h")
    Duration heapInterval();

    /** So many intervals without a word are too long. */
    @WithDefault("1.5")
    double intervals();
}
