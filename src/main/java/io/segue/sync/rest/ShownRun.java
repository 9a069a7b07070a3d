package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A run as the API shows it.
 *
 * @param planned how many changes it counted before it began to send; missing until then
 * @param phase what it is doing, or did last
 * @param held removals that it counted and did not send, since they wait for a person; told of one run alone, not in lists
 * @param waits how often LaunchDarkly asked it to wait, and how many seconds that took in all
 * @param waitingUntil until when it waits just now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Run", description = "A run as the API shows it.")
public record ShownRun(
        String id,
        String segmentId,
        String connectionId,
        RunState state,
        String cause,
        long adds,
        long removes,
        long calls,
        long retries,
        long quarantined,
        @Nullable Long planned,
        @Nullable String phase,
        @Nullable Long held,
        long waits,
        long waitedSeconds,
        @Nullable Instant waitingUntil,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable String traceId,
        @Nullable ShownError failure) {

    static final String PREFIX = "run";

    boolean isOver() {
        return state.isOver();
    }
}
