package io.segue.api;

/**
 * A call of the REST API without a bearer token that opens it; the message is for the caller. None of Quarkus' own, which
 * it would answer without a body.
 */
class TokenRefusedException extends RuntimeException {

    TokenRefusedException(String message) {
        super(message);
    }
}
