package io.segue.flags.change;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Times of flag changes that become events in Heap. */
@ConfigMapping(prefix = "segue.flag-changes")
public interface ChangeConfig {

    /** Environments whose events this node sends in one round; with 0 it leaves them to other nodes. */
    @WithDefault("10")
    int environments();

    /** How long the previous URL and secret stay good after a rotation. */
    @WithDefault("24h")
    Duration overlap();

    /** An older change is not sent: so nothing that is replayed when its trace is gone makes an event. */
    @WithDefault("720h")
    Duration oldest();

    /** How long it is told which changes came; longer than the oldest that is taken. */
    @WithDefault("2160h")
    Duration keep();

    /** Events in one call; Heap takes 1,000 in a minute of one identity. */
    @WithDefault("500")
    int eventsOfCall();

    /** Between two calls of one environment when there are more events than fit into one. */
    @WithDefault("30s")
    Duration pause();
}
