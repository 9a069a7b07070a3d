package io.segue.erasure;

import java.time.Instant;

/** An erasure that goes on, as one look at it finds it and carries it on. */
final class Going {

    private final long tenant;
    private final long id;
    private final Instant requestedAt;
    private ErasedValues values;
    private long lastBody;
    private boolean isRemoved;
    private boolean hasBodiesDone;
    private boolean isConfirmed;
    private boolean hasRecordsDone;
    private HeapState heap;

    /** How far Heap's own deletion is, and what Heap calls it. */
    record HeapState(String state, String request, int attempts) {

        boolean isOver() {
            return state.equals("no") || state.equals("complete");
        }
    }

    Going(long tenant, long id, Instant requestedAt, ErasedValues values, HeapState heap) {
        this.tenant = tenant;
        this.id = id;
        this.requestedAt = requestedAt;
        this.values = values;
        this.heap = heap;
    }

    long tenant() {
        return tenant;
    }

    long id() {
        return id;
    }

    Instant requestedAt() {
        return requestedAt;
    }

    ErasedValues values() {
        return values;
    }

    void knows(ErasedValues all) {
        values = all;
    }

    HeapState heap() {
        return heap;
    }

    void heapIs(HeapState now) {
        heap = now;
    }

    boolean isRemoved() {
        return isRemoved;
    }

    void markRemoved() {
        isRemoved = true;
    }

    long lastBody() {
        return lastBody;
    }

    void wentThrough(long body, boolean isLast) {
        lastBody = body;
        hasBodiesDone = isLast;
    }

    boolean hasBodiesDone() {
        return hasBodiesDone;
    }

    boolean isConfirmed() {
        return isConfirmed;
    }

    void markConfirmed() {
        isConfirmed = true;
    }

    boolean hasRecordsDone() {
        return hasRecordsDone;
    }

    void markRecordsDone() {
        hasRecordsDone = true;
    }

    boolean isComplete() {
        return isRemoved && hasBodiesDone && isConfirmed && hasRecordsDone && heap.isOver();
    }
}
