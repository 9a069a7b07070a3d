package io.segue.sync.difference;

import io.segue.sync.claim.Claim;
import java.util.Collection;
import java.util.Set;

/**
 * Which keys nobody is sure of: the next run asserts them again, whatever we believed.
 *
 * @param openBatches the journal's numbers of calls whose end nobody saw
 * @param below all that stands in an earlier batch than this one: LaunchDarkly lost the segment, or a person wants
 *     everything sent again
 * @param goneBelow all that stands in an earlier batch than this one went with a segment that LaunchDarkly was seen to have
 *     made anew since: who of them is to leave is gone from there already; 0 when that was not seen
 * @param isPermitted whether removals that an earlier run was allowed, and may not have made, still are
 */
public record Doubt(Set<Long> openBatches, long below, long goneBelow, boolean isPermitted) {

    public static final Doubt NONE = new Doubt(Set.of(), 0, 0, true);

    public Doubt {
        openBatches = Set.copyOf(openBatches);
    }

    public static Doubt of(Collection<Long> openBatches, long below, long goneBelow) {
        return new Doubt(Set.copyOf(openBatches), below, goneBelow, true);
    }

    /** The same, where removals that were allowed before have to be allowed anew. */
    public Doubt withoutPermission() {
        return new Doubt(openBatches, below, goneBelow, false);
    }

    public boolean isAny() {
        return !openBatches.isEmpty() || below > 0;
    }

    /** True when a key of this batch is asserted with what is in doubt, if it should be held. */
    boolean asserts(long batch) {
        return openBatches.contains(batch) || batch < below;
    }

    /** True when a key of this batch that should not be held is removed with what is in doubt. */
    boolean removes(long batch) {
        return openBatches.contains(batch) || isGone(batch);
    }

    /** True when a key of this batch is asserted only because everything of that time is: no call with it is open. */
    boolean assertsWithAll(long batch) {
        return batch < below && !openBatches.contains(batch);
    }

    /** True when a run that ended without an answer had been allowed to remove a marked key of this batch. */
    boolean wasPermitted(long batch) {
        return openBatches.contains(batch) && !isGone(batch) && !Claim.isOfPeople(batch);
    }

    /** True when a removal of this batch needs nobody's word, marked as one or not. */
    boolean goesUnasked(long batch, boolean isMarked) {
        return isGone(batch) || (isMarked && (isPermitted || !wasPermitted(batch)));
    }

    /** True when LaunchDarkly has the key no more: nobody is asked. */
    boolean isGone(long batch) {
        return batch < goneBelow;
    }
}
