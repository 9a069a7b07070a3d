package io.segue.launchdarkly;

import static org.assertj.core.api.Assertions.assertThat;

import io.segue.connection.VendorLimit;
import io.segue.connection.VendorLimit.Shared;
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

    @Test
    void meansTheTokenWhenNothingIsTold() {
        assertThat(refusal(Map.of())).containsExactly(limit(Shared.TOKEN, 10));
    }

    @Test
    void meansTheAccountWhenAllItsCallsOrThoseOfARouteAreLimited() {
        assertThat(refusal(Map.of("X-Ratelimit-Reset", millis(4)))).containsExactly(limit(Shared.ACCOUNT, 4));
        assertThat(refusal(Map.of("X-Ratelimit-Reset", millis(4), "X-Ratelimit-Route-Remaining", "0")))
                .containsExactly(limit(Shared.ACCOUNT, 4));
        assertThat(refusal(Map.of(
                        "X-Ratelimit-Reset", millis(4), "X-Ratelimit-Global-Remaining", "0", "Retry-After", "6")))
                .containsExactly(limit(Shared.ACCOUNT, 6));
    }

    @Test
    void meansOnlyWhatHasNothingLeft() {
        assertThat(refusal(Map.of(
                        "X-Ratelimit-Reset",
                        millis(9),
                        "X-Ratelimit-Global-Remaining",
                        "12",
                        "X-Ratelimit-Auth-Token-Reset",
                        millis(3),
                        "X-Ratelimit-Auth-Token-Remaining",
                        "0")))
                .containsExactly(limit(Shared.TOKEN, 3));
    }

    @Test
    void meansOurAddressWhenRetryAfterStandsAlone() {
        assertThat(refusal(Map.of("Retry-After", "42"))).containsExactly(limit(Shared.ADDRESS, 42));
    }

    @Test
    void restsAfterTheLastCallThatWasTaken() {
        assertThat(success(Map.of("X-Ratelimit-Auth-Token-Remaining", "0", "X-Ratelimit-Auth-Token-Reset", millis(7))))
                .containsExactly(limit(Shared.TOKEN, 7));
        assertThat(success(Map.of("X-Ratelimit-Route-Remaining", "0", "X-Ratelimit-Reset", millis(7))))
                .containsExactly(limit(Shared.ACCOUNT, 7));
        assertThat(success(Map.of("X-Ratelimit-Auth-Token-Remaining", "1", "X-Ratelimit-Auth-Token-Reset", millis(7))))
                .isEmpty();
        assertThat(success(Map.of("X-Ratelimit-Route-Remaining", "0", "X-Ratelimit-Reset", millis(86_400))))
                .isEmpty();
    }

    @Test
    void goesByLaunchDarklysClockWhenOursIsWrong() {
        String theirs = "Tue, 24 Nov 2026 09:50:00 GMT";

        assertThat(refusal(Map.of("Date", theirs, "X-Ratelimit-Auth-Token-Reset", millis(-596))))
                .containsExactly(limit(Shared.TOKEN, 4));
        assertThat(refusal(Map.of("Date", theirs, "Retry-After", "42"))).containsExactly(limit(Shared.ADDRESS, 42));
    }

    private static List<VendorLimit> refusal(Map<String, String> headers) {
        return new RateLimit(headers(headers), NOW).ofRefusal();
    }

    private static List<VendorLimit> success(Map<String, String> headers) {
        return new RateLimit(headers(headers), NOW).ofSuccess();
    }

    private static VendorLimit limit(Shared shared, long seconds) {
        return new VendorLimit(shared, NOW.plusSeconds(seconds));
    }

    private static Optional<Instant> waitUntil(Map<String, String> headers) {
        return RateLimit.waitUntil(refusal(headers));
    }

    private static HttpHeaders headers(Map<String, String> headers) {
        Map<String, List<String>> many = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return HttpHeaders.of(many, (name, value) -> true);
    }

    private static String millis(long seconds) {
        return Long.toString(NOW.plusSeconds(seconds).toEpochMilli());
    }
}
