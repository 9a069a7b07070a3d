package io.segue.configuration.plan;

import io.segue.sync.hold.HoldPolicy;
import java.util.List;
import java.util.Optional;

/**
 * A segment as it is, with its syncs.
 *
 * @param ownRule empty: the tenant's default counts
 */
public record PresentSegment(
        String heapId,
        String name,
        long members,
        Optional<String> keyField,
        Optional<HoldPolicy> ownRule,
        List<PresentSync> syncs) {

    public PresentSegment {
        syncs = List.copyOf(syncs);
    }

    /** Whether anybody has decided anything of it. */
    public boolean isConfigured() {
        return ownRule.isPresent() || !syncs.isEmpty();
    }

    Optional<PresentSync> syncTo(long connection) {
        return syncs.stream().filter(sync -> sync.connection() == connection).findFirst();
    }

    long delivered() {
        return syncs.stream().mapToLong(PresentSync::delivered).sum();
    }
}
