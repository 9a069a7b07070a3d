package io.segue.launchdarkly;

import io.segue.connection.VendorLimit;
import io.segue.connection.VendorLimit.Shared;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who is asked to wait, and until when. LaunchDarkly's headers come in families that may come together, alone or not at
 * all: of the access token, of its account (all calls, or those of one route), of our address.
 *
 * @see <a href="https://launchdarkly.com/docs/api">"Rate limiting" in LaunchDarkly's API documentation</a>
 */
class RateLimit {

    /** All of LaunchDarkly's windows are this long. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    /** More is a mistake of someone's, not a wait. */
    private static final Duration MOST = Duration.ofDays(1);

    /** Clocks that are this much apart are not ours to trust: then LaunchDarkly's tells how long to wait. */
    private static final Duration APART = Duration.ofSeconds(2);

    private final HttpHeaders headers;
    private final Instant now;
    private final Duration ahead;

    RateLimit(HttpHeaders headers, Instant now) {
        this.headers = headers;
        this.now = now;
        this.ahead = headers.firstValue("Date")
                .flatMap(RateLimit::httpDate)
                .map(theirs -> Duration.between(now, theirs))
                .filter(apart -> apart.abs().compareTo(APART) > 0)
                .orElse(Duration.ZERO);
    }

    /** Of an answer that limits us: a window for the token when nothing was told, nothing when all of it has passed. */
    List<VendorLimit> ofRefusal() {
        Optional<Instant> ofToken = reset("X-Ratelimit-Auth-Token-Reset");
        Optional<Instant> ofAccount = reset("X-Ratelimit-Reset");
        Optional<Instant> after = headers.firstValue("Retry-After").flatMap(this::retryAfter);
        if (ofToken.isEmpty() && ofAccount.isEmpty()) {
            return after.map(until -> limits(List.of(new VendorLimit(Shared.ADDRESS, until))))
                    .orElseGet(() -> limits(List.of(new VendorLimit(Shared.TOKEN, now.plus(WINDOW)))));
        }
        List<VendorLimit> told = new ArrayList<>();
        // What has something left did not refuse the call; where nothing says so, all that is told counts.
        boolean isTokens = ofToken.isPresent() && !hasLeft("X-Ratelimit-Auth-Token-Remaining");
        boolean isAccounts = ofAccount.isPresent()
                && (isUsedUp("X-Ratelimit-Global-Remaining")
                        || isUsedUp("X-Ratelimit-Route-Remaining")
                        || !(hasLeft("X-Ratelimit-Global-Remaining") || hasLeft("X-Ratelimit-Route-Remaining")));
        if (isTokens || !isAccounts) {
            told.add(new VendorLimit(Shared.TOKEN, latest(ofToken, isTokens ? Optional.empty() : ofAccount, after)));
        }
        if (isAccounts) {
            told.add(new VendorLimit(Shared.ACCOUNT, latest(ofAccount, after)));
        }
        return limits(told);
    }

    /** Of an answer that took the call, and was the last one in its window. */
    List<VendorLimit> ofSuccess() {
        List<VendorLimit> told = new ArrayList<>();
        if (isUsedUp("X-Ratelimit-Auth-Token-Remaining")) {
            reset("X-Ratelimit-Auth-Token-Reset").ifPresent(at -> told.add(new VendorLimit(Shared.TOKEN, at)));
        }
        if (isUsedUp("X-Ratelimit-Global-Remaining") || isUsedUp("X-Ratelimit-Route-Remaining")) {
            reset("X-Ratelimit-Reset").ifPresent(at -> told.add(new VendorLimit(Shared.ACCOUNT, at)));
        }
        // Nobody refused anything: more than a few windows cannot be meant.
        return limits(told).stream()
                .filter(limit -> limit.until().isBefore(now.plus(WINDOW.multipliedBy(3))))
                .toList();
    }

    /** For any other refusal: only what is told in plain words. */
    Optional<Instant> retryAfter() {
        return headers.firstValue("Retry-After")
                .flatMap(this::retryAfter)
                .filter(now::isBefore)
                .map(this::capped);
    }

    /** The latest of them. */
    static Optional<Instant> waitUntil(List<VendorLimit> limits) {
        return limits.stream().map(VendorLimit::until).max(Instant::compareTo);
    }

    private List<VendorLimit> limits(List<VendorLimit> told) {
        return told.stream()
                .filter(limit -> limit.until().isAfter(now))
                .map(limit -> new VendorLimit(limit.shared(), capped(limit.until())))
                .toList();
    }

    private Instant capped(Instant until) {
        Instant latest = now.plus(MOST);
        return until.isAfter(latest) ? latest : until;
    }

    @SafeVarargs
    private static Instant latest(Optional<Instant>... told) {
        return List.of(told).stream()
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private boolean isUsedUp(String header) {
        return headers.firstValue(header)
                .flatMap(RateLimit::number)
                .filter(left -> left == 0)
                .isPresent();
    }

    private boolean hasLeft(String header) {
        return headers.firstValue(header)
                .flatMap(RateLimit::number)
                .filter(left -> left > 0)
                .isPresent();
    }

    /** In milliseconds of LaunchDarkly's clock. */
    private Optional<Instant> reset(String header) {
        return headers.firstValue(header)
                .flatMap(RateLimit::number)
                .map(millis -> Instant.ofEpochMilli(millis).minus(ahead));
    }

    private Optional<Instant> retryAfter(String value) {
        return number(value)
                .map(seconds -> now.plusSeconds(Math.min(seconds, MOST.toSeconds())))
                .or(() -> httpDate(value).map(at -> at.minus(ahead)));
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
