package io.segue.bench.sink;

/** Why a call is answered with 400: nothing of it is applied. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    Refusal(String message) {
        super(message, null, false, false);
    }
}
