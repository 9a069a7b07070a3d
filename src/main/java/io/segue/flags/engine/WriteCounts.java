package io.segue.flags.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a run saw so far. */
class WriteCounts {

    long users;
    long changed;
    long withoutKey;
    long ambiguous;
    long tooLong;

    private final Map<String, Untold> untold = new LinkedHashMap<>();

    /** Users whose value of a flag could not be told, and why the first of them could not. */
    record Untold(String reason, long users) {}

    void untold(String flag, String reason) {
        untold.merge(flag, new Untold(reason, 1), (before, one) -> new Untold(before.reason(), before.users() + 1));
    }

    Map<String, Untold> untold() {
        return Map.copyOf(untold);
    }
}
