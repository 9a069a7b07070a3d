package io.segue.sync.engine;

import io.segue.sync.Batch;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetAnswer;
import io.segue.sync.TargetSegment;
import io.segue.sync.difference.Operation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A batch that the journal knows, or a part of one that LaunchDarkly refused as a whole.
 *
 * @param number the journal's
 * @param mayBeHeld whether LaunchDarkly may hold keys that are added: from before, or by a call that had no clear end
 * @param openParts how many parts of the journalled batch have not ended: shared by its parts
 * @param tries how often it was sent without a clear answer
 */
record PlannedBatch(long number, Batch batch, boolean mayBeHeld, AtomicInteger openParts, int tries) {

    static PlannedBatch whole(long number, List<Operation> operations) {
        boolean mayBeHeld = operations.stream().anyMatch(operation -> operation.adding() && operation.held());
        return new PlannedBatch(number, batchOf(operations), mayBeHeld, new AtomicInteger(1), 0);
    }

    PlannedBatch triedAgain() {
        return new PlannedBatch(number, batch, true, openParts, tries + 1);
    }

    boolean isSingle() {
        return batch.size() == 1;
    }

    String firstKey() {
        return batch.adds().isEmpty() ? batch.removes().get(0) : batch.adds().get(0);
    }

    /** The two halves: together they are this part. */
    List<PlannedBatch> halves() {
        openParts.incrementAndGet();
        int half = batch.size() / 2;
        int addsInFirst = Math.min(half, batch.adds().size());
        int removesInFirst = half - addsInFirst;
        Batch first =
                new Batch(batch.adds().subList(0, addsInFirst), batch.removes().subList(0, removesInFirst));
        Batch second = new Batch(
                batch.adds().subList(addsInFirst, batch.adds().size()),
                batch.removes().subList(removesInFirst, batch.removes().size()));
        return List.of(
                new PlannedBatch(number, first, mayBeHeld, openParts, 0),
                new PlannedBatch(number, second, mayBeHeld, openParts, 0));
    }

    private static Batch batchOf(List<Operation> operations) {
        return new Batch(
                operations.stream()
                        .filter(Operation::adding)
                        .map(Operation::key)
                        .toList(),
                operations.stream().filter(o -> !o.adding()).map(Operation::key).toList());
    }

    /** What is thrown at once is an answer that is awaited like any other: or the run would never end. */
    CompletionStage<TargetAnswer> sendTo(SegmentTarget target, TargetSegment segment) {
        try {
            return target.send(segment, batch);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
