package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.web.catalogue.ShownError;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sync as the API shows it.
 *
 * @param paused held by a person: nothing is sent until it is resumed
 * @param pausedAt since when, and by whom, it is held
 * @param holdId removals that wait for a person's decision
 * @param lostAt since when LaunchDarkly is known to have lost the segment, until everything is sent again
 * @param byDefault whether the setting for new segments turned it on, and nobody has changed it since
 * @param emptying off, and what LaunchDarkly holds of it is being removed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Sync", description = "A sync as the API shows it.")
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
        boolean byDefault,
        long delivered,
        long quarantined,
        @Nullable Instant pausedAt,
        @Nullable String pausedBy,
        @Nullable String holdId,
        @Nullable Instant lostAt,
        @Nullable ShownRun lastRun,
        @Nullable Instant nextRunAt,
        @Nullable String segmentKey,
        @Nullable String segmentUrl,
        @Nullable ShownError failure) {

    static final String PREFIX = "syn";

    /** What people set of it. */
    List<Object> settings() {
        return List.of(connectionId, mode, intervalHours, followHeap, keyField, paused, emptying);
    }
}
