package io.segue.cli;

/** How a command ends, for scripts. */
final class Exit {

    static final int DONE = 0;
    /** A run did not succeed, or a sync is failing. */
    static final int FAILED = 1;

    static final int USAGE = 2;
    static final int NOT_REACHED = 3;
    static final int REFUSED = 4;
    static final int TIME_IS_UP = 5;
    static final int DIFFERS = 6;
    static final int OUR_FAULT = 70;

    private Exit() {}
}
