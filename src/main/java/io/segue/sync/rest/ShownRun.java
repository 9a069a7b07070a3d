package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        @Nullable Failure failure) {

    static final String PREFIX = "run";

    /** Why a run failed. */
    public record Failure(String code, String message) {}

    boolean isOver() {
        return !state.equals("waiting") && !state.equals("running");
    }
}
