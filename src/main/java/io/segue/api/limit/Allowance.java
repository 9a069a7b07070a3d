package io.segue.api.limit;

import java.time.Duration;

/**
 * What a token may still do, after the call that is being answered.
 *
 * @param left calls, in what is left of the window
 */
public record Allowance(int calls, Duration within, int left, Duration until, boolean isGranted) {

    /** The header RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-10). */
    public String policy() {
        return "\"token\";q=" + calls + ";w=" + within.toSeconds();
    }

    /** The header RateLimit. */
    public String state() {
        return "\"token\";r=" + left + ";t=" + seconds();
    }

    /** Rounded up: who waits so long is let in. */
    public long seconds() {
        return (until.toMillis() + 999) / 1000;
    }
}
