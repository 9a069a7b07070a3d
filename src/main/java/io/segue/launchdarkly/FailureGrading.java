package io.segue.launchdarkly;

import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.VendorLimit;
import io.segue.platform.Secret;
import io.segue.platform.http.Breakage;
import io.segue.platform.http.Reply;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Grades what went wrong with LaunchDarkly by who must act, in words that can be shown. */
@ApplicationScoped
class FailureGrading {

    private final Clock clock;

    FailureGrading(Clock clock) {
        this.clock = clock;
    }

    /** For an answer: its HTTP status, or the one that its body puts in its place. */
    VendorFailure grade(String doing, Reply reply, AnswerBody body, Secret token) {
        int status = reply.isSuccess() ? body.errorCode().orElse(400) : reply.status();
        Kind kind = kind(status);
        RateLimit limit = new RateLimit(reply.headers(), clock.instant());
        Optional<Instant> waitUntil =
                switch (kind) {
                    case RATE_LIMITED -> RateLimit.waitUntil(limit.ofRefusal());
                    case UNAVAILABLE -> limit.retryAfter();
                    case REJECTED, CREDENTIALS_REFUSED, NOT_FOUND, CONFLICT -> Optional.empty();
                };
        String words = words(doing, kind, status, body.message(token));
        return new VendorFailure(kind, reply.status(), words, waitUntil);
    }

    /** Whom the answer asks to wait, whether it took the call or not. */
    List<VendorLimit> limits(Reply reply, Optional<VendorFailure> failure) {
        RateLimit limit = new RateLimit(reply.headers(), clock.instant());
        boolean isLimited =
                failure.filter(why -> why.kind() == Kind.RATE_LIMITED).isPresent();
        return isLimited ? limit.ofRefusal() : limit.ofSuccess();
    }

    /** For a call that got no answer. */
    VendorFailure grade(String doing, Throwable failure) {
        return VendorFailure.of(
                Kind.UNAVAILABLE,
                0,
                doing + ": expected an answer, but " + Breakage.reason("LaunchDarkly", failure)
                        + ". It is tried again by itself.");
    }

    static Kind kind(int status) {
        return switch (status) {
            case 400, 413, 422 -> Kind.REJECTED;
            case 401, 403 -> Kind.CREDENTIALS_REFUSED;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.CONFLICT;
            case 429 -> Kind.RATE_LIMITED;
            // 3xx among them: following one would carry the token to a place that nobody configured.
            default -> Kind.UNAVAILABLE;
        };
    }

    private static String words(String doing, Kind kind, int status, Optional<String> said) {
        String came = ", got " + status + ".";
        String quote = said.map(message -> " LaunchDarkly says: " + message).orElse("");
        return doing
                + switch (kind) {
                    case REJECTED -> ": LaunchDarkly refused the content" + came + quote;
                    case CREDENTIALS_REFUSED -> refusal(status, said);
                    case NOT_FOUND ->
                        ": LaunchDarkly does not know the environment" + came + " An editor checks the connection."
                                + quote;
                    case CONFLICT ->
                        ": LaunchDarkly was changing the same segment" + came + " It is tried again by itself." + quote;
                    case RATE_LIMITED ->
                        ": LaunchDarkly asks us to slow down" + came + " It goes on by itself when the wait is over."
                                + quote;
                    case UNAVAILABLE -> ": expected a success" + came + " It is tried again by itself." + quote;
                };
    }

    private static String refusal(int status, Optional<String> said) {
        String message = said.orElse("");
        if (message.contains("Invalid account ID header")) {
            return ": LaunchDarkly did not recognise this access token (" + status
                    + "). An editor gives the connection another token.";
        }
        if (message.contains("approval is required")) {
            return ": segment approvals stand in the way (" + status + "). Someone who may change the environment in"
                    + " LaunchDarkly turns off approvals for segments, or allows the token’s role"
                    + " bypassRequiredSegmentApproval. LaunchDarkly says: " + message;
        }
        return ": LaunchDarkly refused the access token, got " + status + ". An editor gives the connection a token"
                + " that may write segments in this environment."
                + said.map(words -> " LaunchDarkly says: " + words).orElse("");
    }
}
