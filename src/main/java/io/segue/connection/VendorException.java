package io.segue.connection;

import java.util.List;

/** A question to the vendor's account ended in a failure. */
public class VendorException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient VendorFailure failure;
    private final transient List<VendorLimit> limits;

    public VendorException(VendorFailure failure) {
        this(failure, List.of());
    }

    /** @param limits until when who is to rest, as the answer told */
    public VendorException(VendorFailure failure, List<VendorLimit> limits) {
        super(failure.message());
        this.failure = failure;
        this.limits = List.copyOf(limits);
    }

    public VendorFailure failure() {
        return failure;
    }

    public List<VendorLimit> limits() {
        return limits;
    }
}
