package io.segue.sync.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.segue.platform.observe.Figure;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.engine.Slot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many runs this node carries out at once. One that only waits, for an answer that does not come or for a limit to
 * pass, gives its place to others: whoever hangs costs nobody else anything.
 */
@ApplicationScoped
class RunSlots {

    /** Those that wait are in memory, too. */
    private static final int MOST_FOR_EACH_PLACE = 4;

    private final SyncConfig config;
    private final Map<Long, Integer> runsByTenant = new HashMap<>();
    private volatile Runnable roomMade = () -> {};
    private int runs;
    private int waiting;

    RunSlots(SyncConfig config, MeterRegistry registry) {
        this.config = config;
        Figure.register(
                registry,
                "segue.runs.active",
                "",
                "Runs that this node carries out and that do more than wait",
                this::active);
    }

    /** One run's place; ended when the run is. */
    static class Place implements Slot {

        private final RunSlots slots;
        private final long tenant;
        private boolean isWaiting;

        private Place(RunSlots slots, long tenant) {
            this.slots = slots;
            this.tenant = tenant;
        }

        @Override
        public void waits(boolean is) {
            if (change(is) && is) {
                slots.roomMade.run();
            }
        }

        private boolean change(boolean is) {
            synchronized (slots) {
                boolean isNew = isWaiting != is;
                if (isNew) {
                    isWaiting = is;
                    slots.waiting += is ? 1 : -1;
                }
                return isNew;
            }
        }

        void end() {
            synchronized (slots) {
                change(false);
                slots.runs--;
                slots.runsByTenant.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
            }
        }
    }

    /** Told whenever a run that waits gives its place away. */
    void onRoom(Runnable told) {
        roomMade = told;
    }

    synchronized Place begin(Claim claim) {
        runs++;
        runsByTenant.merge(claim.tenant(), 1, Integer::sum);
        return new Place(this, claim.tenant());
    }

    /** So many more runs may begin now. */
    synchronized int room() {
        return Math.max(0, Math.min(config.runs() - active(), MOST_FOR_EACH_PLACE * config.runs() - runs));
    }

    private synchronized int active() {
        return runs - waiting;
    }

    synchronized Map<Long, Integer> runsByTenant() {
        return new LinkedHashMap<>(runsByTenant);
    }
}
