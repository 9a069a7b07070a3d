package io.segue.sandbox.launchdarkly;

import java.util.List;
import java.util.Set;

/** What one call of the Heap integration asks for: the manifest's five pointers, all of them present and usable. */
record InboundCall(String environmentId, String segmentId, String segmentName, List<String> add, List<String> remove) {

    String segmentKey() {
        return "heap-inbound-" + segmentId;
    }

    boolean hasAny(Set<String> ids) {
        return !ids.isEmpty()
                && (add.stream().anyMatch(ids::contains) || remove.stream().anyMatch(ids::contains));
    }
}
