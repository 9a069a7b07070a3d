package io.segue.sync.engine;

import io.segue.segment.SegmentSummary;
import java.util.List;
import java.util.OptionalLong;

/** What a run starts from, read in one transaction at its beginning. */
record RunState(
        SegmentSummary segment,
        long deliveredSeq,
        long planVersion,
        long comparedVersion,
        long deliveredCount,
        List<Long> openBatches) {

    RunState {
        openBatches = List.copyOf(openBatches);
    }

    boolean isWhole() {
        return comparedVersion < planVersion;
    }

    boolean hasNothingToDo() {
        return !isWhole() && deliveredSeq >= changeSeq() && openBatches.isEmpty();
    }

    long changeSeq() {
        return segment.changeSeq();
    }

    String keyField() {
        return segment.keyField().orElse("id");
    }

    /** What there is to do at most, where that is known before all is read. */
    OptionalLong mostOperations() {
        if (!isWhole()) {
            return OptionalLong.of(changeSeq() - deliveredSeq);
        }
        return deliveredCount == 0 ? OptionalLong.of(segment.members()) : OptionalLong.empty();
    }
}
