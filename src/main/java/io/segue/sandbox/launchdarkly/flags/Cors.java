package io.segue.sandbox.launchdarkly.flags;

import jakarta.ws.rs.core.Response;

/** Lets pages of every origin read an answer, as LaunchDarkly's SDK hosts do. */
final class Cors {

    private Cors() {}

    static Response allow(Response.ResponseBuilder answer) {
        return answer.header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Methods", "GET, HEAD, POST, REPORT, OPTIONS")
                .header(
                        "Access-Control-Allow-Headers",
                        "Content-Type, X-LaunchDarkly-User-Agent, X-LaunchDarkly-Wrapper, X-LaunchDarkly-Tags,"
                                + " X-LaunchDarkly-Event-Schema, X-LaunchDarkly-Payload-ID, Authorization")
                .header("Access-Control-Expose-Headers", "Date")
                .header("Access-Control-Max-Age", 300)
                .build();
    }
}
