package io.segue.connection;

import java.time.Instant;
import java.util.Optional;

/**
 * Why LaunchDarkly did not do what we asked, graded by who must act. The message is safe to show: our own words and,
 * where it helps, a short excerpt of LaunchDarkly's message; never a secret, never a raw body.
 *
 * @param status the HTTP status, 0 when there was no answer
 * @param waitUntil before when LaunchDarkly told us not to call again
 */
public record VendorFailure(Kind kind, int status, String message, Optional<Instant> waitUntil) {

    /** Who must act. */
    public enum Kind {
        /** 400, 413: something in the batch; halve it down to the bad ids. */
        REJECTED,
        /** 401, 403: the customer gives another token. */
        CREDENTIALS_REFUSED,
        /** 404: the environment is gone. */
        NOT_FOUND,
        /** 409: again, soon, at most five times. */
        CONFLICT,
        /** 429: wait as told. */
        RATE_LIMITED,
        /** 408, 5xx, a 3xx, a broken or slow connection: passes by itself. */
        UNAVAILABLE
    }

    public static VendorFailure of(Kind kind, int status, String message) {
        return new VendorFailure(kind, status, message, Optional.empty());
    }

    /** The later of what was told and this. */
    public VendorFailure notBefore(Instant until) {
        return new VendorFailure(
                kind,
                status,
                message,
                Optional.of(waitUntil.filter(until::isBefore).orElse(until)));
    }

    /** A stable word for API answers and the error catalogue, such as {@code credentials-refused}. */
    public String code() {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
