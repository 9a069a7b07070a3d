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
    /** Genuine and fresh, but nothing can be done with it: stored with the fault. */
    UNUSABLE;

    /** A stale delivery is the one genuine kind that the sender is told to be refused. */
    public boolean isAcknowledged() {
        return this != STALE;
    }
}
