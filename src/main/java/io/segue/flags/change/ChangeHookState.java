package io.segue.flags.change;

import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.Optional;

/** What can be shown of a tenant's hook: never the token or the secret. */
public record ChangeHookState(
        Optional<String> tokenLastFour,
        Optional<String> secretLastFour,
        Optional<Instant> oldUrlUntil,
        Optional<Instant> oldSecretUntil,
        Optional<Instant> lastCallAt,
        Optional<Instant> lastRefusalAt,
        Optional<String> lastRefusal) {

    public static final ChangeHookState NONE = new ChangeHookState(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What a refusal of it is called. */
    public ErrorCode error() {
        return ErrorCode.FLAG_CHANGES_REFUSED;
    }

    /** LaunchDarkly was refused after it last got through, or never got through. */
    public boolean isRefusing() {
        return lastRefusalAt
                .filter(refused ->
                        lastCallAt.filter(call -> call.isAfter(refused)).isEmpty())
                .isPresent();
    }
}
