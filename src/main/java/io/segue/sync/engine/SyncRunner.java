package io.segue.sync.engine;

import io.quarkus.logging.Log;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.SealBrokenException;
import io.segue.segment.PendingChanges;
import io.segue.segment.block.Blocked;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.RunLeftException;
import io.segue.sync.claim.RunStoppedException;
import io.segue.sync.observe.RunWatch;
import io.segue.sync.pace.Paces;
import io.segue.sync.pace.Pass;
import io.segue.web.Stopping;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Carries out one claimed run from its beginning to its end; what it leaves undone, the next one finds. */
@ApplicationScoped
public class SyncRunner {

    private final RunDatabase database;
    private final PendingChanges pending;
    private final RunStates states;
    private final Connections connections;
    private final Paces paces;
    private final RunDelivery delivery;
    private final RunWatch.Watches watches;
    private final Stopping node;
    private final Clock clock;

    SyncRunner(
            RunDatabase database,
            PendingChanges pending,
            RunStates states,
            Connections connections,
            Paces paces,
            RunDelivery delivery,
            RunWatch.Watches watches,
            Stopping node,
            Clock clock) {
        this.database = database;
        this.pending = pending;
        this.states = states;
        this.connections = connections;
        this.paces = paces;
        this.delivery = delivery;
        this.watches = watches;
        this.node = node;
        this.clock = clock;
    }

    public void run(Claim claim, Slot slot, Executor helpers) {
        try (RunWatch watch = watches.begin(claim)) {
            run(claim, slot, watch, watch.of(helpers));
        }
    }

    private void run(Claim claim, Slot slot, RunWatch watch, Executor threads) {
        RunEnd end = new RunEnd(database, claim, watch, clock);
        RunLog log = new RunLog(claim);
        Optional<Running> begun = begin(claim, slot, watch, end, log);
        if (begun.isEmpty()) {
            return;
        }
        Running running = begun.get();
        try {
            // Everything acknowledged before the run began belongs to it, and may take longer than a lease lasts.
            pending.applyAcknowledged(claim.tenant(), claim.segment(), running.lease()::keep);
            RunState state = database.in(claim, connection -> states.read(connection, claim, running.run()));
            if (state.hasNothingToDo()) {
                succeed(end, running, state, 0);
            } else {
                deliver(running, state, log, end, threads);
            }
        } catch (RunStoppedException e) {
            end.stop(running.run());
        } catch (RunLeftException e) {
            end.leave(running.run());
        } catch (FenceLostException e) {
            Log.warnf("%s. The node that has it now goes on.", e.getMessage());
            watch.lost();
        } catch (SealBrokenException e) {
            end.fail(running.run(), VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, e.getMessage()));
        } catch (RuntimeException e) {
            Log.errorf(e, "Run %d of sync %d failed on our side; it is tried again", running.run(), claim.sync());
            end.fail(
                    running.run(),
                    VendorFailure.of(Kind.UNAVAILABLE, 0, "Something failed on our side; the run is tried again."));
        }
    }

    /**
     * Empty when a person wants something else since the claim: the run that waits now is the next claim's. Or when
     * LaunchDarkly does not answer: then the sync is put off without a call, and whatever was asked for waits.
     */
    private Optional<Running> begin(Claim claim, Slot slot, RunWatch watch, RunEnd end, RunLog log) {
        Lease lease = new Lease(database, claim, node, clock);
        Pass ofAll = paces.pass();
        try {
            return database.in(claim, connection -> {
                boolean isWanted = database.renew(connection, claim);
                log.endLeft(connection);
                if (!isWanted || log.isNothingWanted(connection)) {
                    end.release(connection);
                    return Optional.empty();
                }
                Pass pass = paces.enter(connection, claim, ofAll, () -> log.isAskedFor(connection));
                if (pass.refusal().isPresent()) {
                    end.putOff(connection, pass.refusal().get());
                    return Optional.empty();
                }
                long run = log.begin(connection);
                watch.begun(connection, run);
                return Optional.of(new Running(claim, lease, run, pass.isLook(), slot));
            });
        } catch (FenceLostException e) {
            Log.warnf("%s before its run began. The node that has it now goes on.", e.getMessage());
            return Optional.empty();
        }
    }

    private void deliver(Running running, RunState state, RunLog log, RunEnd end, Executor threads) {
        Claim claim = running.claim();
        Optional<ConnectionAccess> access = connections.open(claim.tenant(), claim.connection());
        if (access.isEmpty()) {
            end.fail(running.run(), VendorFailure.of(Kind.NOT_FOUND, 0, "The connection was removed."));
            return;
        }
        RunPlan plan = database.in(claim, connection -> {
            if (state.mostOperations().isPresent()) {
                log.plan(connection, running.run(), state.mostOperations().getAsLong());
            }
            Blocked blocked = states.blocked(connection, claim);
            log.leaveOut(blocked);
            return new RunPlan(running, log, state.refused(), blocked);
        });
        delivery.deliver(running, state, plan, log, access.get(), threads)
                .ifPresentOrElse(
                        failure -> end.fail(running.run(), failure, access.get().tokenVersion()),
                        () -> succeed(end, running, state, plan.keptBack()));
    }

    private static void succeed(RunEnd end, Running running, RunState state, long keptBack) {
        if (state.erasing().isAll()) {
            end.succeedErasing(running.run());
        } else {
            end.succeed(running.run(), state, keptBack > 0);
        }
    }
}
