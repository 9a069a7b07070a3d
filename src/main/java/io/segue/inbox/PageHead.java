package io.segue.inbox;

import java.util.Optional;

/**
 * What a delivery says besides its members.
 *
 * @param action the vendor's own word
 * @param blanks items without a usable id: counted, never delivered
 */
public record PageHead(
        Kind kind,
        String action,
        Optional<String> idToken,
        Optional<String> segmentId,
        Optional<String> segmentName,
        Optional<String> taskId,
        long page,
        long totalPages,
        int adds,
        int removes,
        int blanks) {

    /** What a delivery asks for. */
    public enum Kind {
        /** Members joined and left. */
        SYNC,
        /** Everyone leaves. */
        DRAIN,
        /** An action that we do not know. */
        UNKNOWN
    }

    /** Why nothing can be done with it; empty when it can be applied. */
    public Optional<String> fault() {
        if (kind == Kind.UNKNOWN) {
            return Optional.of("Reading the delivery: expected the action segment.users.sync or segment.users.drain,"
                    + " got \"" + action + "\". Heap’s support can say what it means.");
        }
        if (segmentId.isEmpty()) {
            return Optional.of("Reading the delivery: expected data.segment.id, there is none.");
        }
        if (kind == Kind.SYNC && taskId.isEmpty()) {
            return Optional.of("Reading the delivery: expected data.sync_info.sync_task_id, there is none.");
        }
        return Optional.empty();
    }
}
