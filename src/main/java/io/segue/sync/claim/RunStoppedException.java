package io.segue.sync.claim;

/** A person paused the sync or turned it off while it ran: nothing more is sent, and what is under way is awaited. */
public class RunStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunStoppedException(Claim claim) {
        super("The run of sync " + claim.sync() + " is to stop");
    }
}
