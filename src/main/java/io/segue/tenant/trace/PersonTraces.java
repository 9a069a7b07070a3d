package io.segue.tenant.trace;

import java.util.List;
import java.util.Set;

/**
 * The port to what a room keeps of single people beside the members themselves. Each room that keeps anything implements it,
 * so that an erasure forgets no room.
 */
public interface PersonTraces {

    /** So many things of one kind were made to forget, in words such as "kept calls". */
    record Forgotten(String what, int count) {}

    /**
     * Forgets whoever is named by one of these values: what is of nobody else goes, what is of others too goes on without
     * them. Can be done again at any time.
     */
    List<Forgotten> forget(long tenant, Set<String> values);
}
