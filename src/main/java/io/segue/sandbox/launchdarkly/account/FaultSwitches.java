package io.segue.sandbox.launchdarkly.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong on purpose; all zero means nothing. Latency and refused token meet every call of the API, the rest only
 * the Heap integration's.
 */
public record FaultSwitches(
        int latencyMillis,
        int rateLimitNext,
        int retryAfterSeconds,
        @Nullable String retryHeader,
        int failNext,
        boolean refuseToken,
        @Nullable Set<String> refusedIds,
        int breakNext) {

    public static final FaultSwitches NONE = new FaultSwitches(0, 0, 0, null, 0, false, null, 0);
    public static final String RETRY_AFTER = "Retry-After";
    public static final String RATE_LIMIT_RESET = "X-Ratelimit-Reset";

    public FaultSwitches {
        retryHeader = RATE_LIMIT_RESET.equalsIgnoreCase(retryHeader) ? RATE_LIMIT_RESET : RETRY_AFTER;
        refusedIds = refusedIds == null ? Set.of() : Set.copyOf(refusedIds);
    }

    public FaultSwitches withRateLimitNext(int next) {
        return new FaultSwitches(
                latencyMillis, next, retryAfterSeconds, retryHeader, failNext, refuseToken, refusedIds, breakNext);
    }

    public FaultSwitches withFailNext(int next) {
        return new FaultSwitches(
                latencyMillis, rateLimitNext, retryAfterSeconds, retryHeader, next, refuseToken, refusedIds, breakNext);
    }

    public FaultSwitches withBreakNext(int next) {
        return new FaultSwitches(
                latencyMillis, rateLimitNext, retryAfterSeconds, retryHeader, failNext, refuseToken, refusedIds, next);
    }
}
