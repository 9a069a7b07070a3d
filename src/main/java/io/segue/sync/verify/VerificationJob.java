package io.segue.sync.verify;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.SealBrokenException;
import io.segue.sync.verify.VerificationStore.LostException;
import io.segue.sync.verify.VerificationStore.Start;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries comparisons out that are asked for, few at once, and step by step. */
@ApplicationScoped
class VerificationJob {

    private static final int AT_ONCE = 10;

    private final VerificationStore store;
    private final SampleCheck sample;
    private final ExportCheck export;
    private final Connections connections;
    private final VerifyConfig config;
    private final Stopping node;
    private final AtomicInteger goingOn = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "comparison");
        thread.setDaemon(true);
        return thread;
    });

    VerificationJob(
            VerificationStore store,
            SampleCheck sample,
            ExportCheck export,
            Connections connections,
            VerifyConfig config,
            Stopping node) {
        this.store = store;
        this.sample = sample;
        this.export = export;
        this.connections = connections;
        this.config = config;
        this.node = node;
    }

    @Scheduled(identity = "comparisons", every = "3s", delayed = "10s")
    void begin() {
        int room = node.isStopping() ? 0 : config.atOnce() - goingOn.get();
        if (room > 0) {
            store.claim(room).forEach(claim -> {
                goingOn.incrementAndGet();
                threads.execute(() -> {
                    try {
                        step(claim);
                    } finally {
                        goingOn.decrementAndGet();
                    }
                });
            });
        }
    }

    /** Visible for tests: whatever is due now, one after the other. */
    void runDue() {
        List<VerificationClaim> claims = store.claim(AT_ONCE);
        while (!claims.isEmpty()) {
            claims.forEach(this::step);
            claims = store.claim(AT_ONCE);
        }
    }

    /** What this node leaves, another one begins anew in two minutes. */
    void stop(@Observes ShutdownEvent event) {
        threads.shutdownNow();
    }

    private void step(VerificationClaim claim) {
        try {
            Start start = store.start(claim);
            Optional<ConnectionAccess> access = connections.open(claim.tenant(), start.connection());
            if (access.isEmpty() || start.place().isEmpty()) {
                store.fail(claim, "The connection was removed.");
            } else if (start.isOld()) {
                store.fail(claim, "Gave up after six hours. Ask again.");
            } else if (start.isExport()) {
                export.step(claim, start, access.get());
            } else {
                sample.run(claim, start, access.get());
            }
        } catch (VendorException e) {
            if (e.failure().kind() == Kind.NOT_FOUND) {
                store.haveItLookedAt(claim);
            }
            store.fail(claim, words(e));
        } catch (SealBrokenException e) {
            store.fail(claim, e.getMessage());
        } catch (LostException e) {
            Log.debugf("%s", e.getMessage());
        } catch (RuntimeException e) {
            Log.errorf(e, "Comparing with LaunchDarkly, number %d, failed on our side; it is tried again", claim.id());
        }
    }

    private static String words(VendorException e) {
        return e.failure().kind() == Kind.NOT_FOUND
                ? "LaunchDarkly does not know this segment, or does not offer this with your plan. A segment that was deleted"
                        + " there is noticed and sent whole again by itself."
                : e.failure().message();
    }
}
