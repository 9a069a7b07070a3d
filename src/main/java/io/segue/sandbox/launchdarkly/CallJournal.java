package io.segue.sandbox.launchdarkly;

import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last calls of the Heap integration, oldest first. */
@Singleton
@IfBuildProfile(anyOf = {"dev", "test", "sandbox"})
public class CallJournal {

    private static final int MOST = 10_000;

    /** One call; status 0 is a connection broken on purpose after the change was made. */
    public record Call(
            Instant at,
            String token,
            @Nullable String clientSideId,
            @Nullable String segment,
            int adds,
            int removes,
            int status) {}

    private final Deque<Call> calls = new ArrayDeque<>();

    synchronized void add(Call call) {
        if (calls.size() == MOST) {
            calls.removeFirst();
        }
        calls.addLast(call);
    }

    synchronized List<Call> all() {
        return new ArrayList<>(calls);
    }

    synchronized void clear() {
        calls.clear();
    }
}
