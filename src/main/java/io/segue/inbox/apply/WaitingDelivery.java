package io.segue.inbox.apply;

import java.time.Instant;

/** A stored delivery that is to be brought into its segment. */
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
        boolean isNew) {

    WaitingDelivery inTask(long order) {
        return new WaitingDelivery(
                id, receivedAt, signedAt, action, taskId, page, totalPages, segmentName, bodySize, order, isNew);
    }
}
