package io.segue.sync.verify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How segments are compared with LaunchDarkly. */
@ConfigMapping(prefix = "segue.verify")
public interface VerifyConfig {

    /** Verifications that this node carries out at once; 0 leaves them to other nodes. */
    @WithDefault("2")
    int atOnce();
}
