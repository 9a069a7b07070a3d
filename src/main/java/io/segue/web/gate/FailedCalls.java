package io.segue.inbox.hook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.segue.inbox.InboxConfig;
import io.segue.platform.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Counts the calls that failed authentication, by address and presented URL token, whether anyone has that token or not:
 * a limit for known tokens only would tell which ones are known. Genuine calls are never counted. Each node counts for
 * itself.
 */
@ApplicationScoped
public class FailedCalls {

    private final int most;
    private final Duration within;
    private final Clock clock;
    private final Cache<String, Count> counts;

    FailedCalls(InboxConfig config, Clock clock) {
        this.most = config.failedCalls();
        this.within = config.failedCallsWithin();
        this.clock = clock;
        this.counts = Caffeine.newBuilder()
                .maximumSize(config.failedCallers())
                .expireAfterWrite(within)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Who calls; only a hash of the token, so that what is remembered has one size. */
    public record Caller(String address, String tokenHash) {

        /** A literal one: nothing is ever looked up. */
        private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

        public static Caller of(String address, String token) {
            return new Caller(network(address), HexFormat.of().formatHex(Tokens.hash(token)));
        }

        /** Whoever has one IPv6 address usually has the 2^64 beside it. */
        private static String network(String address) {
            if (!IPV6.matcher(address).matches()) {
                return address;
            }
            try {
                byte[] bytes = InetAddress.getByName(address).getAddress();
                return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
            } catch (UnknownHostException e) {
                return address;
            }
        }

        private String key() {
            return address + " " + tokenHash;
        }
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
