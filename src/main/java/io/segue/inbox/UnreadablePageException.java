package io.segue.inbox;

/** A body that is not exactly one JSON object. */
public class UnreadablePageException extends Exception {

    public UnreadablePageException(String message) {
        super(message);
    }
}
