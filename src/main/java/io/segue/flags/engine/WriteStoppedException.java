package io.segue.flags.engine;

/** A person turned the order off while it ran: nothing more is sent. */
class WriteStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WriteStoppedException(WriteClaim claim) {
        super("The run of the order " + claim.order() + " is to stop");
    }
}
