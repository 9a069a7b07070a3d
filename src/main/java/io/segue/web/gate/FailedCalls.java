package io.segue.web.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the calls that failed authentication, by address and presented URL token, whether anyone has that token or not:
 * a limit for known tokens only would tell which ones are known. Genuine calls are never counted. Each node counts for
 * itself.
 */
@ApplicationScoped
class FailedCalls {

    private final int most;
    private final Duration within;
    private final Clock clock;
    private final Cache<String, Count> counts;

    FailedCalls(GateConfig config, Clock clock) {
        this.most = config.failedCalls();
        this.within = config.failedCallsWithin();
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .maximumSize(config.failedCallers())
                .expireAfterWrite(within)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private record Count(Instant since, AtomicInteger calls) {}

    /** How long this caller must wait; empty when its next call is to be judged. */
    public Optional<Duration> waitOf(Caller caller) {
        Count count = counts.getIfPresent(caller.key());
        if (count == null || count.calls().get() < most) {
            return Optional.empty();
        }
        Duration left = Duration.between(clock.instant(), count.since().plus(within));
        return left.isNegative() || left.isZero() ? Optional.empty() : Optional.of(left);
    }

    public void note(Caller caller) {
        counts.get(caller.key(), key -> new Count(clock.instant(), new AtomicInteger()))
                .calls()
                .incrementAndGet();
    }
}
