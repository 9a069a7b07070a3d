package io.segue.segment;

import java.util.List;

/**
 * A field that could hold the LaunchDarkly key.
 *
 * @param withValue how many members have it
 * @param distinct how many different values there are
 * @param members how many members the segment has
 */
public record FieldDescription(String name, List<String> samples, long withValue, long distinct, long members) {

    public FieldDescription {
        samples = List.copyOf(samples);
    }
}
