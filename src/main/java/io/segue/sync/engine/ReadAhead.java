package io.segue.sync.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many batches may be planned ahead of what is confirmed: few before anything was taken, so that runs that hang do not
 * fill the memory, and one more for each that is.
 */
class ReadAhead {

    private static final int FIRST = 4;
    private static final int MOST = 32;

    private final Semaphore permits = new Semaphore(FIRST);
    private int soFar = FIRST;

    /** Waits for a while for the place of one more; false when there is none yet. */
    boolean next() throws InterruptedException {
        return permits.tryAcquire(1, TimeUnit.SECONDS);
    }

    /** Told by one thread only. */
    void taken() {
        if (soFar < MOST) {
            soFar++;
            permits.release();
        }
    }

    void closed(int batches) {
        permits.release(batches);
    }
}
