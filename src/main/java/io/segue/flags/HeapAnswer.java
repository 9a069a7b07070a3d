package io.segue.flags;

import io.segue.connection.VendorFailure;
import java.util.Optional;

/**
 * How a call to Heap ended.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param failure empty when Heap took it
 */
public record HeapAnswer(int status, Optional<VendorFailure> failure) {

    public static HeapAnswer done(int status) {
        return new HeapAnswer(status, Optional.empty());
    }

    public static HeapAnswer failed(VendorFailure failure) {
        return new HeapAnswer(failure.status(), Optional.of(failure));
    }

    public boolean isDone() {
        return failure.isEmpty();
    }
}
