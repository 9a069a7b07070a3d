package io.segue.web.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of the webhooks, all of them together. */
@ConfigMapping(prefix = "segue.hook")
public interface GateConfig {

    @WithDefault("64")
    int mostInFlight();

    /** Together; a call without a length counts as the largest. */
    @WithDefault("67108864")
    long mostBytesInFlight();

    @WithDefault("10485760")
    long largestBody();

    /** A call that is not over by then is hung up: whoever sends drop by drop must not hold places. */
    @WithDefault("30s")
    Duration longestCall();

    /**
     * Calls that failed authentication, from one address with one URL token, after which that pair is answered 429. The
     * genuine calls of a vendor do not count.
     */
    @WithDefault("300")
    int failedCalls();

    /** After so long since the first of them, a caller's failed calls are forgotten. */
    @WithDefault("1m")
    Duration failedCallsWithin();

    /** So many callers are counted at most; the memory that strangers can take. */
    @WithDefault("50000")
    int failedCallers();
}
