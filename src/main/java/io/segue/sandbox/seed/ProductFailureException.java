package io.segue.sandbox.seed;

/** The product, or an imitation, did not answer as expected. */
class ProductFailureException extends Exception {

    private static final long serialVersionUID = 1;

    ProductFailureException(String message) {
        super(message);
    }
}
