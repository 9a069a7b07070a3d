package io.segue.sync.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** How many callers of one tenant wait for runs on this node: each of them asks the database again and again. */
@ApplicationScoped
class Waits {

    static final int MOST_OF_ONE_TENANT = 16;

    private final Map<Long, Integer> byTenant = new HashMap<>();

    /** False when the tenant has enough of them already. */
    synchronized boolean begin(long tenant) {
        int waiting = byTenant.getOrDefault(tenant, 0);
        if (waiting >= MOST_OF_ONE_TENANT) {
            return false;
        }
        byTenant.put(tenant, waiting + 1);
        return true;
    }

    synchronized void end(long tenant) {
        byTenant.computeIfPresent(tenant, (t, waiting) -> waiting == 1 ? null : waiting - 1);
    }
}
