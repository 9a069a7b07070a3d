package io.segue.api.repeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers to calls with an Idempotency-Key are kept. */
@ConfigMapping(prefix = "segue.api.repeat")
public interface RepeatConfig {

    /** For so long the same call is answered the same. */
    @WithDefault("24h")
    Duration keep();

    /** A call that is not over by then was lost with its node: it may be made again. */
    @WithDefault("2m")
    Duration longestCall();
}
