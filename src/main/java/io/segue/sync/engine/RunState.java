package io.segue.sync.engine;

/** What a run starts from, read in one transaction at its beginning. */
record RunState(
        long run,
        String keyField,
        String heapId,
        String name,
        long changeSeq,
        long deliveredSeq,
        long planVersion,
        long comparedVersion,
        java.util.List<Long> openBatches) {

    boolean isWhole() {
        return comparedVersion < planVersion;
    }

    boolean hasNothingToDo() {
        return !isWhole() && deliveredSeq >= changeSeq && openBatches.isEmpty();
    }
}
