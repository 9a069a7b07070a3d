package io.segue.flags.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.flags.write.WriteRuns.Untold;
import io.segue.flags.write.WriteRuns.WriteRun;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A run of flag values as the API shows it; its state is one of waiting, running, succeeded, failed, cancelled. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        name = "FlagRun",
        description = "A run of flag values as the API shows it; its state is one of waiting, running, succeeded,"
                + " failed, cancelled.")
public record ShownWriting(
        String id,
        String state,
        String cause,
        long users,
        long changed,
        long written,
        long calls,
        long retries,
        long refused,
        long withoutKey,
        long ambiguous,
        long tooLong,
        List<Untold> untold,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Failure failure) {

    /** Why a run failed. */
    @Schema(name = "FlagRunFailure", description = "Why a run failed.")
    public record Failure(String code, String message) {}

    static ShownWriting of(WriteRun run) {
        return new ShownWriting(
                run.id(),
                run.state(),
                run.cause(),
                run.users(),
                run.changed(),
                run.written(),
                run.calls(),
                run.retries(),
                run.refused(),
                run.withoutKey(),
                run.ambiguous(),
                run.tooLong(),
                run.untold(),
                run.createdAt(),
                run.startedAt().orElse(null),
                run.finishedAt().orElse(null),
                run.failureCode()
                        .map(code -> new Failure(code, run.failure().orElse("")))
                        .orElse(null));
    }
}
