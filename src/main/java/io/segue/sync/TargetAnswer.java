package io.segue.sync;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.VendorLimit;
import io.segue.connection.VendorLimit.Shared;
import java.util.List;
import java.util.Optional;

/**
 * How a call ended: done (then perhaps with the place of the segment) or a failure.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param limits until when who is to rest, as the answer told; a success may tell, too
 */
public record TargetAnswer(
        int status, Optional<SegmentPlace> place, Optional<VendorFailure> failure, List<VendorLimit> limits) {

    public TargetAnswer {
        limits = List.copyOf(limits);
    }

    /** Where LaunchDarkly keeps the segment, in its own keys; the URL is for people. */
    public record SegmentPlace(String projectKey, String environmentKey, String segmentKey, String url) {}

    public static TargetAnswer done(int status, Optional<SegmentPlace> place) {
        return new TargetAnswer(status, place, Optional.empty(), List.of());
    }

    /** Whoever is told to wait without more is told so for the token. */
    public static TargetAnswer failed(VendorFailure failure) {
        List<VendorLimit> limits = failure.kind() == Kind.RATE_LIMITED
                ? failure.waitUntil().stream()
                        .map(until -> new VendorLimit(Shared.TOKEN, until))
                        .toList()
                : List.of();
        return new TargetAnswer(failure.status(), Optional.empty(), Optional.of(failure), limits);
    }

    public TargetAnswer withLimits(List<VendorLimit> told) {
        return new TargetAnswer(status, place, failure, told);
    }

    public boolean isDone() {
        return failure.isEmpty();
    }
}
