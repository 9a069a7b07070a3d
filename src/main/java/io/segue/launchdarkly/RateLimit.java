package io.segue.launchdarkly;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Until when a 429 asks us to wait. Its header families may come together, alone or not at all.
 *
 * @see <a href="https://launchdarkly.com/docs/api">"Rate limiting" in LaunchDarkly's API documentation</a>
 */
final class RateLimit {

    /** All of LaunchDarkly's windows are this long. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** More is a mistake of someone's, not a wait. */
    private static final Duration MOST = Duration.ofDays(1);

    private RateLimit() {}

    /** The latest that was told; a window when nothing was told; empty when all that was told has passed. */
    static Optional<Instant> waitUntil(HttpHeaders headers, Instant now) {
        Optional<Instant> told = Stream.of(
                        headers.firstValue("Retry-After").flatMap(value -> retryAfter(value, now)),
                        headers.firstValue("X-Ratelimit-Reset").flatMap(RateLimit::epochMillis),
                        headers.firstValue("X-Ratelimit-Auth-Token-Reset").flatMap(RateLimit::epochMillis))
                .flatMap(Optional::stream)
                .max(Instant::compareTo);
        if (told.isEmpty()) {
            return Optional.of(now.plus(WINDOW));
        }
        Instant latest = now.plus(MOST);
        return told.filter(now::isBefore).map(until -> until.isAfter(latest) ? latest : until);
    }

    private static Optional<Instant> retryAfter(String value, Instant now) {
        return number(value)
                .map(seconds -> now.plusSeconds(Math.min(seconds, MOST.toSeconds())))
                .or(() -> httpDate(value));
    }

    private static Optional<Instant> epochMillis(String value) {
        return number(value).map(Instant::ofEpochMilli);
    }

    private static Optional<Instant> httpDate(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(String value) {
        String digits = value.strip();
        return digits.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
    }
}
