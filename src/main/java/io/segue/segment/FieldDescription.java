package io.segue.segment;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A field that could hold the LaunchDarkly key.
 *
 * @param withValue how many of those looked at have it
 * @param distinct how many different values these have
 * @param lookedAt how many members were looked at: all, unless the segment is very large
 * @param members how many members the segment has
 */
@Schema(name = "SegmentField", description = "A field that could hold the LaunchDarkly key.")
public record FieldDescription(
        String name, List<String> samples, long withValue, long distinct, long lookedAt, long members) {

    public FieldDescription {
        samples = List.copyOf(samples);
    }

    /** Then the figures are of the whole segment. */
    public boolean isWhole() {
        return lookedAt >= members;
    }
}
