package io.segue.sync.claim;

/** This node is about to stop: nothing more is sent, what is under way is awaited, and another node goes on. */
public class RunLeftException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunLeftException(Claim claim) {
        super("The run of sync " + claim.sync() + " is left to another node");
    }
}
