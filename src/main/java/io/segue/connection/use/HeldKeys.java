package io.segue.connection.use;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The port to what our own syncs hold in an environment's segments. Implemented by the room that syncs. */
public interface HeldKeys {

    /**
     * The segments of one key, by the vendor's keys of segments.
     *
     * @param segments that hold it
     * @param doubtful of which it is not certain whether they hold it: a call is under way, or has no clear end
     */
    record Holding(Set<String> segments, Set<String> doubtful) {

        public static final Holding NOWHERE = new Holding(Set.of(), Set.of());

        public Holding {
            segments = Set.copyOf(segments);
            doubtful = Set.copyOf(doubtful);
        }
    }

    /** The vendor's keys of all segments that the tenant's syncs fill in this environment. */
    Set<String> segments(long tenant, String clientSideId);

    /** Those of the given keys that any of these segments holds, or may hold. */
    Map<String, Holding> holdings(long tenant, String clientSideId, Collection<String> keys);
}
