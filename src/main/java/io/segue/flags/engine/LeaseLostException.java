package io.segue.flags.engine;

/** The lease went to another node while we were away: nothing more may be written for this run. */
class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException(WriteClaim claim) {
        super("Writing for the order " + claim.order() + ": expected fence " + claim.fence() + ", it has moved on");
    }
}
