package io.segue.segment;

/** The port to changes that were acknowledged but are not yet in the store. Implemented by the inbox. */
public interface PendingChanges {

    /**
     * Returns when every change of the segment that was acknowledged before this call is applied.
     *
     * @param between is run after each part of it; what it throws ends the waiting, and what is applied stays so
     */
    void applyAcknowledged(long tenant, long segment, Runnable between);

    /** The same, for whom it may take its time. */
    default void applyAcknowledged(long tenant, long segment) {
        applyAcknowledged(tenant, segment, () -> {});
    }
}
