package io.segue.dashboard.support;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One cause, and what it does to one tenant or to several.
 *
 * @param why the kind, where a cause has several: of a refused call, the reason without its numbers
 * @param count of syncs, calls or holds
 * @param isUrgent whether it stays until somebody acts
 * @param since the earliest that we know of
 * @param message the commonest, as it was noted
 * @param tenants how many have it
 * @param named a few of them, the longest suffering first
 */
record Failure(
        Cause cause,
        String why,
        long count,
        boolean isUrgent,
        Optional<Instant> since,
        Optional<String> message,
        long tenants,
        List<Named> named) {

    /** A tenant that has it. */
    record Named(String slug, String name) {}

    public String title() {
        return why.isEmpty() ? cause.title() : cause.title() + ": " + why;
    }

    /** What the title does not tell already. */
    public Optional<String> detail() {
        return why.isEmpty() ? message : Optional.empty();
    }

    public boolean isCounted() {
        return !cause.unit().equals("hook");
    }

    /** Where all tenants that have it are listed. */
    public String listed() {
        return "/support?cause=" + cause.code() + "&why=" + URLEncoder.encode(why, StandardCharsets.UTF_8);
    }

    /** How many more have it than are named. */
    public long more() {
        return tenants - named.size();
    }
}
