package io.segue.flags.engine;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.segue.flags.write.WriteDueEvent;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives what is due to a few runs at once, one for each tenant; Quartz looks every few seconds. */
@ApplicationScoped
class WriteDispatcher {

    private final WriteClaims claims;
    private final WriteRunner runner;
    private final WriteConfig config;
    private final Stopping node;
    private final ExecutorService threads;
    private final Set<Long> busyTenants = new HashSet<>();

    WriteDispatcher(WriteClaims claims, WriteRunner runner, WriteConfig config, Stopping node) {
        this.claims = claims;
        this.runner = runner;
        this.config = config;
        this.node = node;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "flag-values");
            thread.setDaemon(true);
            return thread;
        });
    }

    void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) WriteDueEvent due) {
        kick();
    }

    @Scheduled(identity = "due-flag-values", every = "5s", delayed = "3s")
    void lookForDue() {
        kick();
    }

    /** Looks on a thread of its own: whoever ordered something does not wait. */
    private synchronized void kick() {
        if (!node.isStopping()) {
            threads.execute(this::claimWhatIsDue);
        }
    }

    /** The runs know already that they are to end: what is under way is awaited and written down. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        synchronized (this) {
            threads.shutdown();
        }
        if (!node.awaitEnd(threads)) {
            // Their leases stay until they end by themselves: nobody takes over while a call may still be under way.
            Log.warn(
                    "Runs of flag values were cut short; their leases end within 30 seconds, and they go on from there");
        }
    }

    /** One look at a time, or two would start more than there is room for. */
    private synchronized void claimWhatIsDue() {
        int room = node.isStopping() ? 0 : config.runs() - busyTenants.size();
        if (room <= 0) {
            return;
        }
        try {
            List<WriteClaim> claimed = claims.claim(room, busyTenants);
            claimed.forEach(this::start);
        } catch (RuntimeException e) {
            Log.warnf("Looking for due flag values failed: %s. It is tried again within seconds.", e.getMessage());
        }
    }

    private void start(WriteClaim claim) {
        busyTenants.add(claim.tenant());
        threads.execute(() -> {
            try {
                runner.run(claim);
            } catch (RuntimeException e) {
                Log.errorf(
                        e,
                        "The run of order %d broke off; its lease ends within 30 seconds, then it goes on",
                        claim.order());
            } finally {
                end(claim);
            }
        });
    }

    private void end(WriteClaim claim) {
        synchronized (this) {
            busyTenants.remove(claim.tenant());
        }
        claimWhatIsDue();
    }
}
