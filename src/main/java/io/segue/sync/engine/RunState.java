package io.segue.sync.engine;

import io.segue.segment.SegmentSummary;
import io.segue.sync.difference.Doubt;
import io.segue.sync.difference.Operation;
import io.segue.sync.hold.RemovalRule;
import io.segue.sync.quarantine.RefusedKeys;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run starts from, read in one transaction at its beginning.
 *
 * @param removals how many may go without a person's word
 * @param erasing the keys of erased people, which go first
 * @param doubt what is asserted again after them, before anything else
 * @param refused keys that are set aside, some of which are due to be tried again
 * @param isEmptying whether LaunchDarkly is to hold nothing of the sync: then every key that is held is removed
 */
record RunState(
        SegmentSummary segment,
        long deliveredSeq,
        long planVersion,
        long comparedVersion,
        long deliveredCount,
        boolean isEmptying,
        RemovalRule removals,
        Erasing erasing,
        Doubt doubt,
        RefusedKeys refused) {

    /**
     * What has to go because people were erased.
     *
     * @param isAll whether the run is for that alone: the sync is off, paused, or not due otherwise
     */
    record Erasing(List<Operation> keys, boolean isAll) {

        Erasing {
            keys = List.copyOf(keys);
        }

        boolean concerns(String key) {
            return keys.stream().anyMatch(operation -> operation.key().equals(key));
        }
    }

    /** A key that changed costs about three times a key that is only read in order. */
    private static final int SHARE_WORTH_READING_ALL = 3;

    private static final int WORTH_READING_ALL = 10_000;

    /** The same, where removals that were allowed before have to be allowed anew. */
    RunState withoutPermission() {
        return new RunState(
                segment,
                deliveredSeq,
                planVersion,
                comparedVersion,
                deliveredCount,
                isEmptying,
                removals,
                erasing,
                doubt.withoutPermission(),
                refused);
    }

    /** True when all keys are to be compared, or when so much changed that this is the shorter way. */
    boolean isWhole() {
        long size = Math.max(segment.members(), deliveredCount);
        return mustCompareAll()
                || removals.isHeld()
                || (changes() >= WORTH_READING_ALL && changes() * SHARE_WORTH_READING_ALL > size);
    }

    boolean hasNothingToDo() {
        boolean isUpToDate = !mustCompareAll()
                && changes() <= 0
                && !doubt.isAny()
                && refused.due().isEmpty();
        return erasing.keys().isEmpty() && (erasing.isAll() || isUpToDate);
    }

    /** How many removals there can be, before anything is read; who is in doubt is counted nowhere. */
    long mostRemovals() {
        if (doubt.isAny()) {
            return Long.MAX_VALUE;
        }
        return isWhole() ? deliveredCount : Math.min(changes(), deliveredCount);
    }

    /** Whether the run may send what LaunchDarkly holds already: what it has confirmed is then no count of what that is. */
    boolean isSentAgain() {
        return isEmptying || doubt.isAny() || !refused.due().isEmpty();
    }

    long changeSeq() {
        return segment.changeSeq();
    }

    boolean isById() {
        return keyField().equals("id");
    }

    String keyField() {
        return segment.keyField().orElse("id");
    }

    /** What there is to do at most, where that is known before all is read. */
    OptionalLong mostOperations() {
        if (isEmptying) {
            return OptionalLong.of(deliveredCount);
        }
        if (!isWhole()) {
            return OptionalLong.of(changes() + refused.due().size());
        }
        return deliveredCount == 0 ? OptionalLong.of(segment.members()) : OptionalLong.empty();
    }

    private boolean mustCompareAll() {
        return isEmptying || comparedVersion < planVersion;
    }

    private long changes() {
        return changeSeq() - deliveredSeq;
    }
}
