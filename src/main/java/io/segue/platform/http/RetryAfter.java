package io.segue.platform.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date. */
public final class RetryAfter {

    private static final long MOST_SECONDS = 86_400;

    private RetryAfter() {}

    /** Empty when it is not there, or says nothing that can be read. */
    public static Optional<Instant> in(HttpHeaders headers, Instant now) {
        return headers.firstValue("Retry-After")
                .map(String::strip)
                .flatMap(value -> value.matches("[0-9]{1,18}")
                        ? Optional.of(now.plusSeconds(Math.min(Long.parseLong(value), MOST_SECONDS)))
                        : date(value));
    }

    private static Optional<Instant> date(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
