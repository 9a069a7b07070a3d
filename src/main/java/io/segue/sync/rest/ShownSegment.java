package io.segue.sync.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.segue.api.version.Versioned;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A segment with its syncs as the API shows it.
 *
 * @param changedAt when a member of it came, changed or left last
 * @param keyField missing until a person chose one, or a sync was ordered
 * @param silentSince when Heap was last heard of it, while it says nothing for longer than it should
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Segment", description = "A segment with its syncs as the API shows it.")
public record ShownSegment(
        String id,
        String heapId,
        String name,
        long members,
        Instant heardAt,
        @Nullable Instant changedAt,
        @Nullable String keyField,
        @Nullable Instant silentSince,
        List<ShownSync> syncs)
        implements Versioned {

    @Override
    public Object settings() {
        return List.of(id, syncs.stream().map(ShownSync::settings).toList());
    }
}
