package io.segue.sync.claim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How runs are carried out. */
@ConfigMapping(prefix = "segue.sync")
public interface SyncConfig {

    /** Runs that this node carries out at once; those that only wait for LaunchDarkly are not counted. */
    @WithDefault("8")
    int runs();

    /** Of one tenant, waiting ones too: the others are never shut out by one. */
    @WithDefault("3")
    int runsOfOneTenant();

    /** Calls of one run in flight at once, while LaunchDarkly takes it. */
    @WithDefault("4")
    int window();

    @WithDefault("30s")
    Duration lease();

    /** Tries of one batch within a run, before the run gives up and is tried again later. */
    @WithDefault("4")
    int triesOfBatch();

    /** A run waits so long at most for LaunchDarkly's rate limit; a longer wait ends it, and the next one goes on. */
    @WithDefault("2m")
    Duration longestWait();

    /** Keys that one run sets aside at most; more refusals mean that something else is wrong. */
    @WithDefault("100")
    int mostQuarantined();
}
