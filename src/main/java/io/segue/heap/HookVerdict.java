package io.segue.heap;

import io.segue.inbox.intake.Receipt;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** What becomes of one call of the webhook, and what the caller is told: one and the same for whoever proves nothing. */
enum HookVerdict {
    STORED(200, ""),
    DUPLICATE(200, ""),
    CONFLICT(200, ""),
    UNUSABLE(200, ""),
    FOREIGN(200, ""),
    STALE(403, Words.REFUSED),
    UNREADABLE(403, Words.REFUSED),
    REFUSED(403, Words.REFUSED),
    AMBIGUOUS(400, "Expected one Heap-Hash header with one ts and one hmac"),
    NOT_STORED(503, "The page could not be stored. Try again.");

    private static final int AGAIN_AFTER_SECONDS = 5;

    private final int status;
    private final String error;

    HookVerdict(int status, String error) {
        this.status = status;
        this.error = error;
    }

    private static final class Words {
        private static final String REFUSED = "Invalid signature";
    }

    static HookVerdict of(Receipt receipt) {
        return valueOf(receipt.name());
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    Response response() {
        Response.ResponseBuilder response =
                Response.status(status).type(MediaType.APPLICATION_JSON).entity(json());
        return (status == 503 ? response.header("Retry-After", AGAIN_AFTER_SECONDS) : response).build();
    }

    private String json() {
        return status == 200 ? "{\"status\":\"" + word() + "\"}" : "{\"error\":\"" + error + "\"}";
    }
}
