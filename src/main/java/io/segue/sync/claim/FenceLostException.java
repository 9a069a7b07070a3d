package io.segue.sync.claim;

/** The lease went to another node while we were away: nothing more may be written for this run. */
public class FenceLostException extends RuntimeException {

    public FenceLostException(Claim claim) {
        super("Writing for sync " + claim.sync() + ": expected fence " + claim.fence() + ", it has moved on");
    }
}
