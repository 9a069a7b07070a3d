package io.segue.inbox.intake;

/** How a genuine delivery was taken. */
public enum Receipt {
    /** Stored, and to be applied. */
    STORED,
    /** The same as one before: counted there. */
    DUPLICATE,
    /** The same page of the same task with another content: stored, not applied by itself. */
    CONFLICT,
    /** Signed too long ago or in the future: stored, not applied by itself. */
    STALE,
    /** Of a Heap account other than the tenant's: stored, and applied when an owner accepts that account. */
    FOREIGN,
    /** Genuine and fresh, but nothing can be done with it: stored with the fault. */
    UNUSABLE;

    /** The others are refused, though they are signed. */
    public boolean isAcknowledged() {
        return this != STALE;
    }
}
