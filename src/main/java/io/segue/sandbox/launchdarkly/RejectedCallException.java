package io.segue.sandbox.launchdarkly;

/** A call that breaks the manifest's rules; the whole call fails, as at LaunchDarkly. */
class RejectedCallException extends Exception {

    private static final long serialVersionUID = 1;

    RejectedCallException(String message) {
        super(message, null, false, false);
    }
}
