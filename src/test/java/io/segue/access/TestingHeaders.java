package io.segue.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** The headers that every answer has, whoever asks and however it ends. */
public final class TestingHeaders {

    private static final Map<String, String> EVERYWHERE = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'; form-action 'self'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "X-Frame-Options",
            "DENY",
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=()",
            "Cache-Control",
            "no-store");

    private TestingHeaders() {}

    /** The answer itself, once it was found to have each of them, and each but once. */
    public static Response checked(Response answer) {
        EVERYWHERE.forEach((name, value) -> assertThat(answer.headers().getValues(name))
                .as(name + " of an answer with " + answer.statusCode())
                .isEqualTo(List.of(value)));
        return answer;
    }
}
