package io.segue.api.limit;

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
 * Counts the calls of each token before anything is asked of the database, whether anyone has the token or not: a limit for
 * known tokens only would tell which ones are known.
 */
@ApplicationScoped
public class RateLimits {

    private final int most;
    private final Duration within;
    private final Clock clock;
    private final Cache<String, Count> counts;

    RateLimits(ApiLimitConfig config, Clock clock) {
        this.most = config.calls();
        this.within = config.within();
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .maximumSize(config.callers())
                .expireAfterWrite(within)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    private record Count(Instant since, AtomicInteger calls) {}

    /** Counts one call; empty where no limit is set. */
    public Optional<Allowance> take(String token) {
        if (most <= 0) {
            return Optional.empty();
        }
        Count count = counts.get(token, key -> new Count(clock.instant(), new AtomicInteger()));
        int taken = count.calls().incrementAndGet();
        Duration until = Duration.between(clock.instant(), count.since().plus(within));
        return Optional.of(new Allowance(
                most, within, Math.max(0, most - taken), until.isNegative() ? Duration.ZERO : until, taken <= most));
    }
}
