package io.segue.tenant;

import java.time.Instant;
import java.util.Optional;

/** A tenant as support and the other rooms see it. */
public record TenantSummary(
        long id,
        String slug,
        String name,
        TenantState state,
        Optional<String> contactEmail,
        Optional<String> note,
        Instant requestedAt,
        Optional<Instant> enabledAt,
        Optional<Instant> suspendedAt,
        Optional<String> suspendedReason,
        int signatureWindowSeconds,
        Optional<String> requester) {

    /** Asked for, and never enabled. */
    public boolean isDeclined() {
        return state == TenantState.SUSPENDED && enabledAt.isEmpty();
    }
}
