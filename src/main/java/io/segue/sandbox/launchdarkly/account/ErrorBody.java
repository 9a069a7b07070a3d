package io.segue.sandbox.launchdarkly.account;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** LaunchDarkly's general error JSON. */
public record ErrorBody(String code, String message) {

    public static Response unknownToken() {
        return answer(401, "unauthorized", "Invalid account ID header");
    }

    public static Response badBearer() {
        return answer(401, "invalid_token", "invalid access token");
    }

    public static Response forbidden() {
        return answer(403, "forbidden", "Forbidden. Access to the requested resource was denied.");
    }

    public static Response notFound() {
        return answer(404, "not_found", "Invalid resource identifier");
    }

    public static Response rateLimited(FaultSwitches faults, long now) {
        Response answer = answer(429, "rate_limited", "You've exceeded the API rate limit. Try again later.");
        int seconds = faults.retryAfterSeconds();
        if (seconds <= 0) {
            return answer;
        }
        boolean asReset = FaultSwitches.RATE_LIMIT_RESET.equals(faults.retryHeader());
        return Response.fromResponse(answer)
                .header(
                        asReset ? FaultSwitches.RATE_LIMIT_RESET : FaultSwitches.RETRY_AFTER,
                        asReset ? now + seconds * 1000L : seconds)
                .build();
    }

    public static Response internal() {
        return answer(500, "internal_error", "Internal server error");
    }

    public static Response answer(int status, String code, String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorBody(code, message))
                .build();
    }
}
