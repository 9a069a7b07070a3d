package io.segue.sync.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How closely the segments in LaunchDarkly are watched. */
@ConfigMapping(prefix = "segue.watch")
public interface WatchConfig {

    /** A recurring sync's segment is looked at so often; besides, after each run that sent something. */
    @WithDefault("1h")
    Duration every();

    /** Looks that are taken at once, one after the other; 0 looks never. */
    @WithDefault("100")
    int atOnce();
}
