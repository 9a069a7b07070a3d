package io.segue.erasure;

/** Heap did not do what its deletion API was asked for, in words that can be shown. */
public class HeapRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean isForGood;

    /** For good: a person must act; it is not tried again by itself. */
    public HeapRefusedException(String message, boolean isForGood) {
        super(message);
        this.isForGood = isForGood;
    }

    public boolean isForGood() {
        return isForGood;
    }
}
