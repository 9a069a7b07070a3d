package io.segue.sandbox.heap;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One call to the pasted URL and its answer; status 0 is no answer. */
public record SentPage(
        Instant at,
        long segmentId,
        String segmentName,
        String taskId,
        int page,
        int pages,
        int adds,
        int removes,
        int status,
        int attempts,
        @Nullable String problem) {

    static SentPage of(SyncPage page, WebhookClient.Outcome outcome, Instant at) {
        return new SentPage(
                at,
                page.segmentId(),
                page.segmentName(),
                page.taskId(),
                page.number(),
                page.of(),
                page.people().add().size(),
                page.people().remove().size(),
                outcome.status(),
                outcome.attempts(),
                outcome.problem());
    }

    @JsonIgnore
    public boolean isAcknowledged() {
        return status == 200;
    }
}
