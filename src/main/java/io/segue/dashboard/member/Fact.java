package io.segue.dashboard.member;

import io.segue.web.catalogue.ErrorCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One thing that happened to a person in one segment.
 *
 * @param tone the colour of its dot: good, busy, wait, bad or idle
 * @param reference the opaque id of the delivery or the run
 * @param call which call of the run
 * @param error what went wrong, when something did
 */
record Fact(
        Instant at,
        Kind kind,
        String tone,
        String what,
        Optional<String> detail,
        Optional<String> reference,
        Optional<Integer> call,
        Optional<ErrorCode> error) {

    /** What happened, in one word for machines. */
    enum Kind {
        RECEIVED,
        SENT,
        QUARANTINED,
        HELD;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where to see more, in the tenant's pages. */
    public String link() {
        return switch (kind) {
            case RECEIVED -> "/inbox/" + reference.orElse("");
            // The page of calls on which this one stands first.
            case SENT ->
                "/runs/" + reference.orElse("")
                        + call.map(n -> "?below=" + (n + 1)).orElse("");
            case QUARANTINED -> "/quarantine";
            case HELD -> "/holds";
        };
    }
}
