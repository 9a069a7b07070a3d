package io.segue.sync.engine;

/** The lease went to another node while we were away: nothing more may be written for this run. */
class FenceLostException extends RuntimeException {

    FenceLostException(Claim claim) {
        super("Writing for sync " + claim.sync() + ": expected fence " + claim.fence() + ", it has moved on");
    }
}
