package io.segue.dashboard.support;

import io.segue.dashboard.support.SupportViews.Row;
import io.segue.tenant.Looks.Look;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One tenant, its people, and, on the one answer that shows it, its webhook URL.
 *
 * @param look of the visitor's, that goes on
 * @param wanted the page of the tenant's that they came for
 */
record TenantView(
        Row row,
        List<Invited> people,
        boolean isMailSent,
        Optional<Look> look,
        Optional<String> wanted,
        Optional<String> newUrl,
        Optional<String> mistake) {

    /** A person who is in or invited, and since when they have been in. */
    record Invited(String who, String role, Optional<Instant> joinedAt) {}

    TenantView with(String url) {
        return new TenantView(row, people, isMailSent, look, wanted, Optional.of(url), mistake);
    }

    TenantView withMistake(String words) {
        return new TenantView(row, people, isMailSent, look, wanted, newUrl, Optional.of(words));
    }
}
