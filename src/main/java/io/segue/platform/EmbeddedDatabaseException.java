package io.segue.platform;

/** The embedded database does not start; the message says what its operator can do. */
public final class EmbeddedDatabaseException extends RuntimeException {

    EmbeddedDatabaseException(String message, Exception cause) {
        super(message, cause);
    }
}
