package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run as the API shows it; its state is one of waiting, running, succeeded, failed, cancelled. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownRun(
        String id,
        String state,
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
        return !state.equals("waiting") && !state.equals("running");
    }
}
