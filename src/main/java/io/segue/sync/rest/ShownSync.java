package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sync as the API shows it.
 *
 * @param paused held by a person: nothing is sent until it is resumed
 * @param emptying off, and what LaunchDarkly holds of it is being removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ShownSync(
        String id,
        String connectionId,
        String mode,
        double intervalHours,
        boolean followHeap,
        String keyField,
        String state,
        boolean paused,
        boolean emptying,
        long delivered,
        @Nullable ShownRun lastRun,
        @Nullable Instant nextRunAt,
        @Nullable String segmentKey,
        @Nullable String segmentUrl,
        @Nullable ShownError failure) {

    static final String PREFIX = "syn";
}
