package io.segue.sync.hold;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Removals that wait, or waited, for a person.
 *
 * @param held what LaunchDarkly held when they were counted
 * @param sample some of the keys
 * @param deliveryId the opaque id of the delivery that took most of them out, as far as that can be told
 * @param approvedUpTo how many a person approved
 * @param sent how many of those have gone
 */
public record Hold(
        String id,
        String segmentId,
        String segment,
        String connection,
        String state,
        Instant since,
        Instant countedAt,
        long removals,
        long held,
        long members,
        List<String> sample,
        Optional<String> deliveryId,
        OptionalLong approvedUpTo,
        long sent,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt) {

    public Hold {
        sample = List.copyOf(sample);
    }

    /** As people know the sync. */
    String called() {
        return segment + " to " + connection;
    }

    public boolean isOpen() {
        return state.equals("open");
    }

    public boolean isPending() {
        return isOpen() || state.equals("approved");
    }

    /** Their share of what LaunchDarkly holds, in whole percent. */
    public long percent() {
        return held == 0 ? 100 : Math.round(100.0 * removals / held);
    }

    /** Whether Heap says that nobody is left. */
    public boolean leavesNobody() {
        return members == 0;
    }
}
