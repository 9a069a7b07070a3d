package io.segue.inbox.page;

import io.segue.inbox.TaskProgress;
import io.segue.web.catalogue.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One delivery, without its body.
 *
 * @param otherIdToken the Heap account that it names, when that was not the tenant's as it came
 */
record InboxRow(
        String id,
        Instant receivedAt,
        Instant signedAt,
        String verdict,
        Optional<String> fault,
        Optional<String> otherIdToken,
        String action,
        Optional<String> segmentId,
        Optional<String> heapSegmentId,
        Optional<String> segmentName,
        Optional<String> taskId,
        Optional<TaskProgress> task,
        long page,
        long pages,
        int bodySize,
        int adds,
        int removes,
        int blanks,
        int erased,
        Effect effect,
        boolean late,
        int duplicates,
        Optional<Instant> lastDuplicateAt,
        Optional<Instant> appliedAt,
        Optional<Replay> replay) {

    /**
     * What it did to the segment.
     *
     * @param parts how, unless it was applied before that was kept
     */
    record Effect(int changed, Optional<Parts> parts) {}

    /** Members that were absent and are present; that got another key or other fields; that were present and are not. */
    record Parts(int joined, int touched, int left) {}

    /**
     * That a person had it read once more.
     *
     * @param before its verdict until then
     * @param changed what that changed, when it had been applied before and is again
     */
    record Replay(String before, int times, Instant at, String by, Optional<Integer> changed) {}

    /** The difference between Heap's clock at signing and ours at receiving. */
    public long secondsUnderway() {
        return Duration.between(signedAt, receivedAt).toSeconds();
    }

    /** Named members whom it found as it says already: nothing had to be changed. */
    public long unchanged() {
        return Math.max(0, (long) adds + removes - effect.changed());
    }

    /** Why it was not applied; empty when it was, or waits. */
    public Optional<ErrorCode> error() {
        return ErrorCode.find("delivery-" + verdict);
    }

    /** That its task lacks pages, as long as it does. */
    public Optional<ErrorCode> taskError() {
        return task.filter(TaskProgress::isIncomplete).map(incomplete -> ErrorCode.TASK_INCOMPLETE);
    }

    public boolean isWaiting() {
        return verdict.equals("waiting");
    }

    public boolean isApplied() {
        return verdict.equals("applied");
    }
}
