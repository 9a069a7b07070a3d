package io.segue.inbox.apply;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.segue.inbox.InboxConfig;
import io.segue.inbox.observe.ApplyWatch;
import io.segue.platform.observe.Marks;
import io.segue.segment.PendingChanges;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Brings stored deliveries into the segments, behind the answer: one application at a time per segment, each taking as
 * many waiting deliveries as there are. What a crash leaves waiting is found by {@link InboxJobs}.
 */
@ApplicationScoped
public class Applier implements PendingChanges {

    private final DeliveryApplication application;
    private final ApplyWatch watch;
    private final Stopping node;
    private final ExecutorService threads;
    /** Segments that wait for a thread or have one; true when asked for again meanwhile. */
    private final Map<SegmentRef, Boolean> asked = new ConcurrentHashMap<>();

    Applier(DeliveryApplication application, ApplyWatch watch, InboxConfig config, Stopping node) {
        this.application = application;
        this.watch = watch;
        this.node = node;
        this.threads = Executors.newFixedThreadPool(config.applierThreads(), task -> {
            Thread thread = new Thread(task, "applier");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** One segment of one tenant. */
    record SegmentRef(long tenant, long segment) {}

    /** Deliveries of this segment wait: apply them soon. */
    public void wake(long tenant, long segment) {
        SegmentRef ref = new SegmentRef(tenant, segment);
        boolean isFirst = !asked.merge(ref, Boolean.FALSE, (waiting, again) -> Boolean.TRUE);
        if (isFirst) {
            begin(ref);
        }
    }

    @Override
    public void applyAcknowledged(long tenant, long segment, Runnable between) {
        // The database's lock puts this behind an application that goes on, here or on another node.
        while (application.applyWaiting(tenant, segment)) {
            // So many as one application takes are applied; more wait, or have come.
            between.run();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (!node.awaitEnd(threads)) {
            threads.shutdownNow();
        }
    }

    /** Who is not begun is not asked for either: the next call has to begin it. */
    private void begin(SegmentRef ref) {
        try {
            threads.execute(() -> work(ref));
        } catch (RuntimeException | Error e) {
            asked.remove(ref);
            throw e;
        }
    }

    private void work(SegmentRef ref) {
        asked.put(ref, Boolean.FALSE);
        boolean hasMore;
        try (Marks marks = watch.of(ref.tenant(), ref.segment())) {
            hasMore = apply(ref);
        } catch (Error e) {
            asked.remove(ref);
            throw e;
        }
        if (hasMore || !asked.remove(ref, Boolean.FALSE)) {
            begin(ref);
        }
    }

    private boolean apply(SegmentRef ref) {
        try {
            return application.applyWaiting(ref.tenant(), ref.segment());
        } catch (RuntimeException e) {
            watch.failed();
            Log.errorf(
                    e,
                    "Applying deliveries to segment %d of tenant %d failed; they wait and are tried again within seconds",
                    ref.segment(),
                    ref.tenant());
            return false;
        }
    }
}
