package io.segue.heap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.http.Breakage;
import io.segue.platform.http.Reply;
import io.segue.platform.http.RetryAfter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Grades what went wrong with Heap's API for servers by who must act, in words that can be shown. */
final class HeapFailures {

    /** Heap's limits are so long; it does not document when it lets one go on. */
    private static final Duration WINDOW = Duration.ofSeconds(30);

    private static final int LONGEST_QUOTE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private HeapFailures() {}

    static VendorFailure of(String doing, Reply reply, Instant now) {
        Kind kind = kind(reply.status());
        Optional<Instant> wait = kind == Kind.RATE_LIMITED
                ? Optional.of(RetryAfter.in(reply.headers(), now)
                        .filter(now::isBefore)
                        .orElse(now.plus(WINDOW)))
                : Optional.empty();
        String came = ", got " + reply.status() + ".";
        String words = doing
                + switch (kind) {
                    case REJECTED -> ": Heap refused the content" + came;
                    case CREDENTIALS_REFUSED -> ": Heap refused the app ID" + came + " An editor enters another one.";
                    case RATE_LIMITED -> ": Heap asks us to slow down" + came + " It goes on by itself.";
                    case NOT_FOUND, CONFLICT, UNAVAILABLE ->
                        ": expected a success" + came + " It is tried again by itself.";
                };
        return new VendorFailure(kind, reply.status(), words + quote(reply), wait);
    }

    static VendorFailure of(String doing, Throwable failure) {
        return VendorFailure.of(
                Kind.UNAVAILABLE,
                0,
                doing + ": expected an answer, but " + Breakage.reason("Heap", failure)
                        + ". It is tried again by itself.");
    }

    /** A 404 is no answer of this API: the operator's address may be wrong, or Heap is being changed. */
    private static Kind kind(int status) {
        return switch (status) {
            case 400, 413, 422 -> Kind.REJECTED;
            case 401, 403 -> Kind.CREDENTIALS_REFUSED;
            case 429 -> Kind.RATE_LIMITED;
            default -> Kind.UNAVAILABLE;
        };
    }

    /** Heap's own words, short and without control characters; never a whole page. */
    private static String quote(Reply reply) {
        String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
        try {
            JsonNode json = JSON.readTree(text);
            text = json == null || !json.isObject()
                    ? text
                    : json.path("error").asText(json.path("message").asText(""));
        } catch (IOException e) {
            // Then it is plain text.
        }
        String said = text.startsWith("<")
                ? ""
                : text.replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
        int end = Math.min(said.length(), LONGEST_QUOTE);
        boolean isHalf = end > 0 && Character.isHighSurrogate(said.charAt(end - 1));
        return said.isEmpty() ? "" : " Heap says: " + said.substring(0, isHalf ? end - 1 : end);
    }
}
