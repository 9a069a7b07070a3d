package io.segue.sync.engine;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.SyncConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Gives what is due to a bounded number of runs at once, fairly between tenants; Quartz looks every few seconds. */
@ApplicationScoped
public class SyncDispatcher {

    private final Claims claims;
    private final SyncRunner runner;
    private final SyncConfig config;
    private final ExecutorService threads;
    private final ExecutorService helpers;
    private final ExecutorService claiming;
    private final Map<Long, Integer> runsByTenant = new HashMap<>();
    private int running;
    private boolean isStopping;

    SyncDispatcher(Claims claims, SyncRunner runner, SyncConfig config) {
        this.claims = claims;
        this.runner = runner;
        this.config = config;
        this.threads = Executors.newCachedThreadPool(task -> daemon(task, "run"));
        // They plan and confirm for a run, and are there until the last run has ended.
        this.helpers = Executors.newCachedThreadPool(task -> daemon(task, "run-helper"));
        this.claiming = Executors.newSingleThreadExecutor(task -> daemon(task, "claim"));
    }

    /** Something may be due: looks at once, on a thread of its own. */
    private void kick() {
        synchronized (this) {
            if (isStopping) {
                return;
            }
        }
        claiming.execute(this::claimWhatIsDue);
    }

    void onDue(@Observes SyncDueEvent due) {
        kick();
    }

    @Scheduled(identity = "due-syncs", every = "5s", delayed = "2s")
    void lookForDue() {
        kick();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        synchronized (this) {
            isStopping = true;
        }
        claiming.shutdown();
        threads.shutdown();
        if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
            // Their leases stay until they end by themselves: nobody takes over while a call may still be under way.
            Log.warn("Runs were cut short; their leases end within 30 seconds, and they go on from what is confirmed");
        }
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
        threads.execute(() -> {
            try {
                runner.run(claim, helpers);
            } catch (RuntimeException e) {
                Log.errorf(
                        e, "Run of sync %d broke off; its lease ends within 30 seconds, then it goes on", claim.sync());
            } finally {
                end(claim);
                kick();
            }
        });
    }

    private synchronized void end(Claim claim) {
        running--;
        runsByTenant.computeIfPresent(claim.tenant(), (tenant, runs) -> runs == 1 ? null : runs - 1);
    }

    private synchronized int room() {
        return isStopping ? 0 : config.runs() - running;
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
