package io.segue.sync.quarantine;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Keys that are set aside since LaunchDarkly refused them.
 *
 * @param lately refused within a day: they are not added meanwhile
 * @param notAdded whenever it was: should one stand in delivered_key, then for what may have come before the refusal. So it
 *     is removed when its member leaves, and added again as long as its member stays
 */
public record RefusedKeys(Set<String> lately, Set<String> notAdded) {

    public static final RefusedKeys NONE = new RefusedKeys(Set.of(), Set.of());

    public RefusedKeys {
        lately = Set.copyOf(lately);
        notAdded = Set.copyOf(notAdded);
    }

    /** Those that are to be tried again, in order. */
    public List<String> due() {
        return notAdded.stream().filter(key -> !lately.contains(key)).sorted().toList();
    }

    /** Those of these keys whose adding was refused before. */
    public List<String> notAddedOf(Collection<String> keys) {
        return notAdded.isEmpty()
                ? List.of()
                : keys.stream().filter(notAdded::contains).toList();
    }
}
