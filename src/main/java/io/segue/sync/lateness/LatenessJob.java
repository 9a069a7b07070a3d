package io.segue.sync.lateness;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.segue.sync.lateness.LatenessPlan.Beginning;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Looks every minute where Heap has gone silent, and where it is back. */
@ApplicationScoped
class LatenessJob {

    private final Lateness lateness;
    private final Event<HeapSilentEvent> silent;
    private final Event<HeapHeardEvent> heard;
    private final Clock clock;

    LatenessJob(Lateness lateness, Event<HeapSilentEvent> silent, Event<HeapHeardEvent> heard, Clock clock) {
        this.lateness = lateness;
        this.silent = silent;
        this.heard = heard;
        this.clock = clock;
    }

    /** Visible for tests. */
    @Scheduled(identity = "lateness", every = "1m", delayed = "45s")
    void look() {
        Instant now = clock.instant();
        // First: what another node ends in between is then no longer overdue.
        Map<Long, List<OpenSilence>> open =
                lateness.open().stream().collect(Collectors.groupingBy(OpenSilence::tenant));
        Map<Long, List<Watched>> overdue =
                lateness.overdue(now).stream().collect(Collectors.groupingBy(Watched::tenant));
        Set<Long> tenants = new TreeSet<>(overdue.keySet());
        tenants.addAll(open.keySet());
        for (long tenant : tenants) {
            LatenessPlan plan = LatenessPlanner.plan(
                    now, overdue.getOrDefault(tenant, List.of()), open.getOrDefault(tenant, List.of()));
            try {
                tell(tenant, plan, now);
            } catch (RuntimeException e) {
                Log.warnf(e, "Telling tenant %d of Heap's silence failed. It is tried again in a minute.", tenant);
            }
        }
    }

    private void tell(long tenant, LatenessPlan plan, Instant now) {
        for (OpenSilence ended : plan.ends()) {
            if (lateness.end(ended, now)) {
                heard.fire(new HeapHeardEvent(tenant, ended.segment(), ended.lastHeardAt(), ended.heardAt()));
            }
        }
        for (Beginning beginning : plan.beginnings()) {
            if (lateness.begin(tenant, beginning, now)) {
                silent.fire(new HeapSilentEvent(tenant, beginning.segment(), beginning.lastHeardAt()));
            }
        }
    }
}
