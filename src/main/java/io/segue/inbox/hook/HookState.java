package io.segue.inbox.hook;

import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.Optional;

/** What can be shown of a tenant's hook: never the token or the secret. */
public record HookState(
        Optional<String> tokenLastFour,
        Optional<Instant> tokenMadeAt,
        Optional<String> secretLastFour,
        Optional<Instant> firstCallAt,
        Optional<Instant> lastCallAt,
        Optional<Instant> lastRefusalAt,
        Optional<String> lastRefusal,
        HookRules rules,
        HookOverlap overlap) {

    /** What a refusal is in the error catalogue. */
    public ErrorCode error() {
        return ErrorCode.HEAP_REFUSED;
    }

    /** Heap was refused after it last got through, or never got through. */
    public boolean isRefused() {
        return lastRefusalAt
                .filter(refusal -> lastCallAt.map(refusal::isAfter).orElse(true))
                .isPresent();
    }
}
