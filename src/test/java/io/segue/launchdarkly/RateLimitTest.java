package io.segue.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void waitsAWindowWhenNothingIsTold() {
        assertThat(waitUntil(Map.of())).contains(NOW.plusSeconds(10));
    }

    @Test
    void readsRetryAfterInSeconds() {
        assertThat(waitUntil(Map.of("Retry-After", "42"))).contains(NOW.plusSeconds(42));
    }

    @Test
    void readsRetryAfterAsADate() {
        assertThat(waitUntil(Map.of("Retry-After", "Tue, 24 Nov 2026 10:00:30 GMT")))
                .contains(NOW.plusSeconds(30));
    }

    @Test
    void readsTheResetOfTheTokenInMilliseconds() {
        assertThat(waitUntil(Map.of("X-Ratelimit-Auth-Token-Reset", millis(4)))).contains(NOW.plusSeconds(4));
    }

    @Test
    void takesTheLatestEvenWhenOthersHavePassed() {
        assertThat(waitUntil(Map.of("X-Ratelimit-Reset", millis(-5), "X-Ratelimit-Auth-Token-Reset", millis(6))))
                .contains(NOW.plusSeconds(6));
    }

    @Test
    void tellsNoTimeWhenAllHavePassed() {
        assertThat(waitUntil(Map.of("X-Ratelimit-Reset", millis(-1), "Retry-After", "0")))
                .isEmpty();
    }

    @Test
    void takesNonsenseAsNotTold() {
        assertThat(waitUntil(Map.of("Retry-After", "soon", "X-Ratelimit-Reset", "-1")))
                .contains(NOW.plusSeconds(10));
    }

    @Test
    void waitsNeverLongerThanADay() {
        assertThat(waitUntil(Map.of("Retry-After", "999999999999999999"))).contains(NOW.plusSeconds(86_400));
        assertThat(waitUntil(Map.of("X-Ratelimit-Reset", "999999999999999999"))).contains(NOW.plusSeconds(86_400));
    }

    private static Optional<Instant> waitUntil(Map<String, String> headers) {
        Map<String, List<String>> many = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return RateLimit.waitUntil(HttpHeaders.of(many, (name, value) -> true), NOW);
    }

    private static String millis(long seconds) {
        return Long.toString(NOW.plusSeconds(seconds).toEpochMilli());
    }
}
