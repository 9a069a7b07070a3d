package io.segue.sync.engine;

/** A run's place among those that a node carries out at once. */
public interface Slot {

    /** Whether the run only waits now, so that another one may have its place. */
    void waits(boolean is);
}
