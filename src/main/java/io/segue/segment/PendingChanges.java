package io.segue.segment;

/** The port to changes that were acknowledged but are not yet in the store. Implemented by the inbox. */
public interface PendingChanges {

    /** Returns when every change of the segment that was acknowledged before this call is applied. */
    void applyAcknowledged(long tenant, long segment);
}
