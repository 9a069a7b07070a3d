package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run as the API shows it. */
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
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable ShownError failure) {

    static final String PREFIX = "run";

    boolean isOver() {
        return state.isOver();
    }
}
