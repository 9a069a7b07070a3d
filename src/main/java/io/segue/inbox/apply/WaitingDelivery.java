package io.segue.inbox.apply;

import java.time.Instant;

/**
 * A stored delivery that is to be brought into its segment, now or once more.
 *
 * @param taskOrder 0 until it is known
 * @param state whether it waits, and why
 */
record WaitingDelivery(
        long id,
        Instant receivedAt,
        Instant signedAt,
        String action,
        String taskId,
        long page,
        long totalPages,
        String segmentName,
        int bodySize,
        long taskOrder,
        State state) {

    /** What a delivery is to an application. */
    enum State {
        /** Came, and was never applied. */
        FRESH,
        /** Was set aside when it came; a person has it applied now. */
        ACCEPTED,
        /** Was applied before; a person has it read once more. */
        REPEATED,
        /** Is applied, and only says its newer words again behind an older page. */
        RESTATED
    }

    boolean isReplayed() {
        return state == State.ACCEPTED || state == State.REPEATED;
    }

    WaitingDelivery inTask(long order) {
        return new WaitingDelivery(
                id, receivedAt, signedAt, action, taskId, page, totalPages, segmentName, bodySize, order, state);
    }
}
