package io.segue.sync.dispatch;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.segue.sync.SyncDueEvent;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.dispatch.RunSlots.Place;
import io.segue.sync.engine.SyncRunner;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.List;
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

    private final Claims claims;
    private final SyncRunner runner;
    private final RunSlots slots;
    private final Stopping node;
    private final ExecutorService threads;
    private final ExecutorService helpers;
    private final ScheduledExecutorService claiming;

    SyncDispatcher(Claims claims, SyncRunner runner, RunSlots slots, Stopping node) {
        this.claims = claims;
        this.runner = runner;
        this.slots = slots;
        this.node = node;
        this.threads = RunThreads.named("run");
        // They plan and confirm for a run, and are there until the last run has ended.
        this.helpers = RunThreads.named("run-helper");
        this.claiming = Executors.newSingleThreadScheduledExecutor(task -> RunThreads.daemon(task, "claim"));
    }

    /** Not all nodes at the same moment. */
    void start(@Observes StartupEvent event) {
        slots.onRoom(this::kick);
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

    void onDue(@Observes(during = TransactionPhase.AFTER_SUCCESS) SyncDueEvent due) {
        kick();
    }

    /** The runs know already that they are to end: what is under way is awaited and written down. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        claiming.shutdown();
        if (!node.awaitEnd(threads)) {
            // Their leases stay until they end by themselves: nobody takes over while a call may still be under way.
            Log.warn("Runs were cut short; their leases end within 30 seconds, and they go on from what is confirmed");
        }
        helpers.shutdown();
    }

    private void claimWhatIsDue() {
        try {
            int room = room();
            while (room > 0) {
                List<Claim> claimed = claims.claim(room, slots.runsByTenant());
                claimed.forEach(this::start);
                room = claimed.isEmpty() ? 0 : room();
            }
        } catch (RuntimeException | Error e) {
            // Whatever is thrown from here would end the looking on this node.
            Log.warnf("Looking for due syncs failed: %s. It is tried again within seconds.", e);
        }
    }

    private void start(Claim claim) {
        Place place = slots.begin(claim);
        try {
            threads.execute(() -> run(claim, place));
        } catch (RuntimeException | Error e) {
            place.end();
            throw e;
        }
    }

    private void run(Claim claim, Place place) {
        try {
            runner.run(claim, place, helpers);
        } catch (RuntimeException e) {
            Log.errorf(e, "Run of sync %d broke off; its lease ends within 30 seconds, then it goes on", claim.sync());
        } finally {
            place.end();
            kick();
        }
    }

    private int room() {
        return node.isStopping() ? 0 : slots.room();
    }
}
