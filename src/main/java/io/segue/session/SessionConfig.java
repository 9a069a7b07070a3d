package io.segue.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long a session lasts. */
@ConfigMapping(prefix = "segue.session")
public interface SessionConfig {

    /** Without a request, a session ends after so long. */
    @WithDefault("30m")
    Duration idle();

    /** A session ends so long after its sign-in, used or not. */
    @WithDefault("12h")
    Duration absolute();
}
