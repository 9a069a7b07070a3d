package io.segue.flags.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How flag values are written to Heap. */
@ConfigMapping(prefix = "segue.flags")
public interface WriteConfig {

    /** Runs that this node carries out at once; with 0 it leaves them to other nodes. */
    @WithDefault("2")
    int runs();

    @WithDefault("30s")
    Duration lease();

    /** Users read and evaluated together. */
    @WithDefault("2000")
    int piece();

    /** Bytes of one call, about: Heap documents no limit, so it is kept to what others are known to take. */
    @WithDefault("1000000")
    int mostBytes();

    /** Tries of one call within a run, before the run gives up and is tried again later. */
    @WithDefault("4")
    int triesOfCall();

    /** A try waits so long at most for the one before it. */
    @WithDefault("15s")
    Duration longestPause();

    /** A run waits so long at most when Heap asks for it; a longer wait ends it, and the next one goes on. */
    @WithDefault("2m")
    Duration longestWait();

    /** Users that one run sets aside at most; more refusals mean that something else is wrong. */
    @WithDefault("100")
    int mostRefused();

    /** How long it is told what runs did; the last run of each order is kept without end. */
    @WithDefault("2160h")
    Duration keepRuns();
}
