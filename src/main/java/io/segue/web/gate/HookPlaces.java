package io.segue.web.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The places of the webhook: how many calls, and how many bytes of them, are under way at once. Addresses that never
 * made a genuine call share half of both, and one of them has an eighth of the calls: so whoever opens many calls and
 * sends nothing leaves room for Heap.
 */
@ApplicationScoped
class HookPlaces {

    /** Heap calls every 4 hours by itself; an address that was genuine yesterday is none of a stranger's. */
    private static final Duration KNOWN = Duration.ofDays(2);

    private static final int MOST_KNOWN = 10_000;

    private final int mostCalls;
    private final long mostBytes;
    private final Cache<String, Boolean> known = Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(KNOWN)
            .build();
    private final Map<String, Integer> callsOfStrangers = new HashMap<>();
    private int calls;
    private long bytes;
    private int strangersCalls;
    private long strangersBytes;

    HookPlaces(GateConfig config) {
        this.mostCalls = config.mostInFlight();
        this.mostBytes = config.mostBytesInFlight();
    }

    /** The address made a genuine call. */
    void trust(String address) {
        known.put(address, true);
    }

    /** A place for a call of so many bytes, to be given back by running it (once or more often); empty when full. */
    synchronized Optional<Runnable> take(String address, long size) {
        boolean isStranger = known.getIfPresent(address) == null;
        if (!fits(calls, mostCalls, bytes + size, mostBytes)
                || (isStranger
                        && (!fits(strangersCalls, mostCalls / 2, strangersBytes + size, mostBytes / 2)
                                || callsOfStrangers.getOrDefault(address, 0) >= mostCalls / 8))) {
            return Optional.empty();
        }
        move(address, isStranger, 1, size);
        AtomicBoolean isTaken = new AtomicBoolean(true);
        return Optional.of(() -> {
            if (isTaken.compareAndSet(true, false)) {
                giveBack(address, isStranger, size);
            }
        });
    }

    /** A single call always fits, however large it is. */
    private static boolean fits(int calls, int mostCalls, long bytes, long mostBytes) {
        return calls < mostCalls && (bytes <= mostBytes || calls == 0);
    }

    private synchronized void giveBack(String address, boolean isStranger, long size) {
        move(address, isStranger, -1, -size);
    }

    private void move(String address, boolean isStranger, int call, long size) {
        calls += call;
        bytes += size;
        if (isStranger) {
            strangersCalls += call;
            strangersBytes += size;
            callsOfStrangers.merge(address, call, (a, b) -> a + b == 0 ? null : a + b);
        }
    }
}
