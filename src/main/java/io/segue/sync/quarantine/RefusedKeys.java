package io.segue.sync.quarantine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys that are set aside since LaunchDarkly refused them. Should one stand in delivered_key, then for what may have come
 * before the refusal: so it is removed when its member leaves, and added again as long as its member stays.
 *
 * @param lately their adding was refused within a day: they are not added meanwhile
 * @param notAdded their adding was refused, whenever it was
 * @param notRemoved their removal was refused: each run sends what they should be by now
 */
public record RefusedKeys(Set<String> lately, Set<String> notAdded, Set<String> notRemoved) {

    public static final RefusedKeys NONE = new RefusedKeys(Set.of(), Set.of(), Set.of());

    public RefusedKeys {
        lately = Set.copyOf(lately);
        notAdded = Set.copyOf(notAdded);
        notRemoved = Set.copyOf(notRemoved);
    }

    /** Those that are to be tried again, in order. */
    public List<String> due() {
        return Stream.concat(notAdded.stream().filter(key -> !lately.contains(key)), notRemoved.stream())
                .sorted()
                .toList();
    }

    public boolean has(String key) {
        return notAdded.contains(key) || notRemoved.contains(key);
    }

    /** Those of these keys that are set aside. */
    public List<String> among(Collection<String> keys) {
        return notAdded.isEmpty() && notRemoved.isEmpty()
                ? List.of()
                : keys.stream().filter(this::has).toList();
    }
}
