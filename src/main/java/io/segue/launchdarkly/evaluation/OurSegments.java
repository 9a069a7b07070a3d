package io.segue.launchdarkly.evaluation;

import com.launchdarkly.sdk.server.subsystems.BigSegmentStore;
import com.launchdarkly.sdk.server.subsystems.BigSegmentStoreTypes.Membership;
import com.launchdarkly.sdk.server.subsystems.BigSegmentStoreTypes.StoreMetadata;
import io.segue.connection.use.HeldKeys.Holding;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the SDK who is in the segments that we fill, from what we have delivered, and remembers when it was asked what we
 * do not know. A customer's own servers ask a store that LaunchDarkly's relay fills; here there is none. For one user at a
 * time, on one thread: the one that evaluates.
 */
class OurSegments implements BigSegmentStore {

    private final Clock clock;
    private final ThreadLocal<Asked> asked = new ThreadLocal<>();

    OurSegments(Clock clock) {
        this.clock = clock;
    }

    private static final class Asked {
        private final Set<String> ours;
        private final Holding holding;
        private Optional<String> doubt = Optional.empty();

        private Asked(Set<String> ours, Holding holding) {
            this.ours = ours;
            this.holding = holding;
        }
    }

    /** From now on it is this user of whom is asked. */
    void begin(Set<String> ours, Holding holding) {
        asked.set(new Asked(ours, holding));
    }

    /** Why what was answered since cannot be relied on. */
    Optional<String> end() {
        Optional<String> doubt = Optional.ofNullable(asked.get()).flatMap(one -> one.doubt);
        asked.remove();
        return doubt;
    }

    /** Whose hash it is does not matter: only one user is asked of. */
    @Override
    public Membership getMembership(String hash) {
        return this::checkMembership;
    }

    @Override
    public StoreMetadata getMetadata() {
        return new StoreMetadata(clock.millis());
    }

    @Override
    public void close() {}

    /** @param ref the segment's key and how often it was made, such as {@code heap-inbound-7.g1} */
    private @Nullable Boolean checkMembership(String ref) {
        Asked now = asked.get();
        String segment = ref.substring(0, Math.max(0, ref.lastIndexOf(".g")));
        if (now == null) {
            return null;
        }
        if (!now.ours.contains(segment)) {
            now.doubt = Optional.of(foreign(segment));
        } else if (now.holding.doubtful().contains(segment)) {
            now.doubt = Optional.of("the segment " + segment + " is being changed");
        }
        return now.holding.segments().contains(segment) ? Boolean.TRUE : null;
    }

    static String foreign(String segment) {
        return "it looks at the segment " + segment + ", which another tool fills";
    }
}
