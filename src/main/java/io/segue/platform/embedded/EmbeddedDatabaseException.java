package io.segue.platform.embedded;

/** The embedded database does not start; the message says what its operator can do. */
public final class EmbeddedDatabaseException extends RuntimeException {

    EmbeddedDatabaseException(String message, Exception cause) {
        super(message, cause);
    }
}
