package io.segue.sync.engine;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.SyncConfig;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Gives what is due to a bounded number of runs at once, fairly between tenants. Each node looks for itself every few
 * seconds: a node that is lost or stands still keeps nobody else from looking.
 */
@ApplicationScoped
public class SyncDispatcher {

    private static final long LOOK_EVERY_MILLIS = 5_000;

    /** A call that is under way takes no longer, and its answer is then written down. */
    private static final int SECONDS_TO_END = 20;

    private final Claims claims;
    private final SyncRunner runner;
    private final SyncConfig config;
    private final Stopping node;
    private final ExecutorService threads;
    private final ExecutorService helpers;
    private final ScheduledExecutorService claiming;
    private final Map<Long, Integer> runsByTenant = new HashMap<>();
    private int running;

    SyncDispatcher(Claims claims, SyncRunner runner, SyncConfig config, Stopping node) {
        this.claims = claims;
        this.runner = runner;
        this.config = config;
        this.node = node;
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "run"));
        // They plan and confirm for a run, and are there until the last run has ended.
        this.helpers = Executors.newCachedThreadPool(task -> daemon(task, "run-helper"));
        this.claiming = Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "claim"));
    }

    /** Not all nodes at the same moment. */
    void start(@Observes StartupEvent event) {
        long first = ThreadLocalRandom.current().nextLong(LOOK_EVERY_MILLIS);
        claiming.scheduleWithFixedDelay(this::claimWhatIsDue, first, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Something may be due: looks at once, on a thread of its own. */
    private void kick() {
        if (node.isStopping()) {
            return;
        }
        try {
            claiming.execute(this::claimWhatIsDue);
        } catch (RejectedExecutionException e) {
            Log.debug("Nothing new is begun: this node stops");
        }
    }

    void onDue(@Observes SyncDueEvent due) {
        kick();
    }

    /** The runs know already that they are to end: what is under way is awaited and written down. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        claiming.shutdown();
        threads.shutdown();
        if (!threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
            // Their leases stay until they end by themselves: nobody takes over while a call may still be under way.
            Log.warn("Runs were cut short; their leases end within 30 seconds, and they go on from what is confirmed");
        }
        helpers.shutdown();
    }

    private void claimWhatIsDue() {
        try {
            int room = room();
            while (room > 0) {
                List<Claim> claimed = claims.claim(room, runsByTenant());
                claimed.forEach(this::start);
                room = claimed.isEmpty() ? 0 : room();
            }
        } catch (RuntimeException e) {
            Log.warnf("Looking for due syncs failed: %s. It is tried again within seconds.", e.getMessage());
        }
    }

    private void start(Claim claim) {
        synchronized (this) {
            running++;
            runsByTenant.merge(claim.tenant(), 1, Integer::sum);
        }
        try {
            threads.execute(() -> run(claim));
        } catch (RuntimeException | Error e) {
            end(claim);
            throw e;
        }
    }

    private void run(Claim claim) {
        try {
            runner.run(claim, helpers);
        } catch (RuntimeException e) {
            Log.errorf(e, "Run of sync %d broke off; its lease ends within 30 seconds, then it goes on", claim.sync());
        } finally {
            end(claim);
            kick();
        }
    }

    private synchronized void end(Claim claim) {
        running--;
        runsByTenant.computeIfPresent(claim.tenant(), (tenant, runs) -> runs == 1 ? null : runs - 1);
    }

    private synchronized int room() {
        return node.isStopping() ? 0 : config.runs() - running;
    }

    private synchronized Map<Long, Integer> runsByTenant() {
        return new LinkedHashMap<>(runsByTenant);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
