package io.segue.inbox.hook;

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

    /** Heap was refused after it last got through, or never got through. */
    public boolean isRefused() {
        return lastRefusalAt
                .filter(refusal -> lastCallAt.map(refusal::isAfter).orElse(true))
                .isPresent();
    }
}
