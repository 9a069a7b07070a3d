package io.segue.flags.write;

import java.util.List;
import java.util.Map;

/**
 * What the next run would write, found without writing.
 *
 * @param lookedAt users that were evaluated
 * @param isWhole false when there are more, and the figures are of these
 * @param changed of whom Heap does not know what it is to know
 * @param calls that it takes
 * @param sample of those who change, with what would be written
 */
public record FlagValuePreview(
        long lookedAt,
        boolean isWhole,
        long changed,
        long calls,
        long withoutKey,
        long ambiguous,
        long tooLong,
        List<WriteRuns.Untold> untold,
        List<Sample> sample) {

    public FlagValuePreview {
        untold = List.copyOf(untold);
        sample = List.copyOf(sample);
    }

    public boolean hasLeftOut() {
        return withoutKey + ambiguous + tooLong > 0 || !untold.isEmpty();
    }

    /** A user, and the properties that Heap would be given. */
    public record Sample(String identity, Map<String, String> properties) {}
}
