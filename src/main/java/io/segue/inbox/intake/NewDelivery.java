package io.segue.inbox.intake;

import io.segue.inbox.PageHead;
import java.time.Instant;
import java.util.Optional;

/**
 * A delivery as it came, before it is stored.
 *
 * @param digest SHA-256 of the body
 * @param traceParent where in which trace it is received
 * @param other the Heap account that it names, when that is not the tenant's
 */
record NewDelivery(
        long tenant,
        Instant receivedAt,
        Instant signedAt,
        PageHead head,
        byte[] body,
        byte[] digest,
        Optional<String> traceParent,
        Optional<OtherAccount> other,
        Optional<Long> segment) {

    NewDelivery(
            long tenant,
            Instant receivedAt,
            Instant signedAt,
            PageHead head,
            byte[] body,
            byte[] digest,
            Optional<String> traceParent,
            Optional<OtherAccount> other) {
        this(tenant, receivedAt, signedAt, head, body, digest, traceParent, other, Optional.empty());
    }

    NewDelivery ofSegment(long id) {
        return new NewDelivery(tenant, receivedAt, signedAt, head, body, digest, traceParent, other, Optional.of(id));
    }

    String heapSegmentId() {
        return head.segmentId().orElse("");
    }

    /** A drain has no task: then its signed time is what makes it the same one again. */
    String taskId() {
        return head.taskId().orElseGet(() -> "drain:" + signedAt.toEpochMilli());
    }

    long page() {
        return head.page();
    }
}
