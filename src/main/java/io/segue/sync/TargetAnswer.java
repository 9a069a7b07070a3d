package io.segue.sync;

import io.segue.connection.VendorFailure;
import java.util.Optional;

/**
 * How a call ended: done (then perhaps with the place of the segment) or a failure.
 *
 * @param status the HTTP status, 0 when there was no answer
 */
public record TargetAnswer(int status, Optional<SegmentPlace> place, Optional<VendorFailure> failure) {

    /** Where LaunchDarkly keeps the segment, in its own keys; the URL is for people. */
    public record SegmentPlace(String projectKey, String environmentKey, String segmentKey, String url) {}

    public static TargetAnswer done(int status, Optional<SegmentPlace> place) {
        return new TargetAnswer(status, place, Optional.empty());
    }

    public static TargetAnswer failed(VendorFailure failure) {
        return new TargetAnswer(failure.status(), Optional.empty(), Optional.of(failure));
    }

    public boolean isDone() {
        return failure.isEmpty();
    }
}
