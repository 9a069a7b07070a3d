package io.segue.sandbox.heap.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The last things that reached the server-side API, and how much of its allowance each identity has used. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class ReceivedJournal {

    private static final int MOST = 1_000;

    /** So many in so long, starting with the first. */
    record Allowance(int most, Duration within) {}

    private record Window(long startedAt, int used) {}

    private final Clock clock;
    private final Deque<Received> last = new ArrayDeque<>();
    private final Map<String, Window> windows = new HashMap<>();
    private final Set<String> seenKeys = new HashSet<>();

    ReceivedJournal(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(List<Received> fresh) {
        fresh.forEach(last::addLast);
        while (last.size() > MOST) {
            last.removeFirst();
        }
    }

    /** False for an event whose idempotency key came before: Heap takes no second one. */
    synchronized boolean isFirst(String account, JsonNode event) {
        String key = event.path("idempotency_key").asText();
        return key.isEmpty() || seenKeys.add(account + " " + key);
    }

    /** Oldest first. */
    synchronized List<Received> all() {
        return new ArrayList<>(last);
    }

    synchronized void clear() {
        last.clear();
        windows.clear();
        seenKeys.clear();
    }

    /** Counts what is used; false when it is more than allowed. */
    synchronized boolean isAllowed(String who, int used, Allowance allowance) {
        long now = clock.millis();
        long length = allowance.within().toMillis();
        if (windows.size() > 100_000) {
            windows.values().removeIf(window -> window.startedAt() + length < now);
        }
        Window window = windows.get(who);
        if (window == null || window.startedAt() + length <= now) {
            window = new Window(now, 0);
        }
        window = new Window(window.startedAt(), window.used() + used);
        windows.put(who, window);
        return window.used() <= allowance.most();
    }
}
