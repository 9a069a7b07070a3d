package io.segue.connection;

/** A question to the vendor's account ended in a failure. */
public class VendorException extends RuntimeException {

    private final transient VendorFailure failure;

    public VendorException(VendorFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public VendorFailure failure() {
        return failure;
    }
}
