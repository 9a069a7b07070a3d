package io.segue.flags.engine;

import io.quarkus.logging.Log;
import io.segue.connection.VendorException;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.connection.use.HeldKeys;
import io.segue.flags.FlagEvaluation;
import io.segue.flags.FlagEvaluator;
import io.segue.flags.HeapTarget;
import io.segue.flags.engine.WriteClaims.LeftException;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.segment.KnownUsers;
import io.segue.segment.KnownUsers.KnownUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Carries out one claimed run from its beginning to its end; what it leaves undone, the next one finds. */
@ApplicationScoped
class WriteRunner {

    private final Database database;
    private final WriteClaims claims;
    private final WriteTasks tasks;
    private final FlagEvaluator evaluator;
    private final KnownUsers users;
    private final HeldKeys held;
    private final HeapTarget heap;
    private final WriteConfig config;
    private final Clock clock;

    WriteRunner(
            Database database,
            WriteClaims claims,
            WriteTasks tasks,
            FlagEvaluator evaluator,
            KnownUsers users,
            HeldKeys held,
            HeapTarget heap,
            WriteConfig config,
            Clock clock) {
        this.database = database;
        this.claims = claims;
        this.tasks = tasks;
        this.evaluator = evaluator;
        this.users = users;
        this.held = held;
        this.heap = heap;
        this.config = config;
        this.clock = clock;
    }

    void run(WriteClaim claim) {
        WriteLog log = new WriteLog(claim);
        WriteEnd end = new WriteEnd(database, claims, claim, log, clock);
        OptionalLong begun = begin(claim, end, log);
        if (begun.isEmpty()) {
            return;
        }
        long run = begun.getAsLong();
        try {
            carryOut(claim, run, log, end);
        } catch (WriteStoppedException e) {
            end.stop(run);
        } catch (LeftException e) {
            end.leave(run);
        } catch (LeaseLostException e) {
            Log.warnf("%s. The node that has it now goes on.", e.getMessage());
        } catch (SealBrokenException e) {
            end.fail(run, VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, e.getMessage()));
        } catch (VendorException e) {
            end.fail(run, e.failure());
        } catch (RuntimeException e) {
            Log.errorf(e, "Run %d of flag values failed on our side; it is tried again", run);
            end.fail(
                    run,
                    VendorFailure.of(Kind.UNAVAILABLE, 0, "Something failed on our side; the run is tried again."));
        }
    }

    /** Empty when a person wants something else since the claim: the run that waits now is the next claim's. */
    private OptionalLong begin(WriteClaim claim, WriteEnd end, WriteLog log) {
        try {
            return database.inTenant(claim.tenant(), connection -> {
                boolean isWanted = claims.renew(connection, claim);
                log.endLeft(connection);
                if (isWanted && log.isOn(connection)) {
                    return OptionalLong.of(log.begin(connection));
                }
                end.release(connection);
                return OptionalLong.empty();
            });
        } catch (LeaseLostException e) {
            Log.warnf("%s before its run began. The node that has it now goes on.", e.getMessage());
            return OptionalLong.empty();
        }
    }

    private void carryOut(WriteClaim claim, long run, WriteLog log, WriteEnd end) {
        WriteTask task = tasks.of(claim.tenant(), claim.connection());
        database.doInTenant(
                claim.tenant(),
                connection -> log.choice(connection, run, task.choice().version()));
        WriteRun parts = new WriteRun(
                database,
                claims,
                claim,
                claims.lease(claim),
                new WriteJournal(claim, task.openBatches()),
                log,
                new WriteCounts(),
                users,
                heap,
                config,
                clock);
        BatchDelivery delivery = new BatchDelivery(task, run, parts);
        try (FlagEvaluation evaluation = evaluator.open(task.sdkKey().key())) {
            deliver(task, parts, evaluation, delivery)
                    .ifPresentOrElse(
                            failure -> end.fail(run, failure), () -> end.succeed(run, parts.journal(), parts.counts()));
        } catch (WriteStoppedException | LeftException e) {
            // What is under way has its end written down; a second word to stop changes nothing.
            delivery.end();
            throw e;
        } catch (LeaseLostException e) {
            delivery.doubt();
            throw e;
        } catch (VendorException e) {
            end.fail(run, e.failure(), task.sdkKey().version());
        }
    }

    private Optional<VendorFailure> deliver(
            WriteTask task, WriteRun parts, FlagEvaluation evaluation, BatchDelivery delivery) {
        long tenant = parts.claim().tenant();
        UserPlanner planner = new UserPlanner(evaluation, held, tenant, task, parts.counts());
        BatchFill fill = new BatchFill(HeapTarget.MOST, config.mostBytes());
        Optional<VendorFailure> failure = Optional.empty();
        List<KnownUser> piece = users.after(tenant, task.segments(), "", config.piece());
        while (!piece.isEmpty() && failure.isEmpty()) {
            parts.lease().keep();
            List<PlannedUser> planned = planner.plan(piece);
            List<PlannedUser> changed = planned.isEmpty()
                    ? List.of()
                    : database.inTenant(tenant, connection -> parts.journal().changed(connection, planned));
            parts.counts().changed += changed.size();
            fill.add(changed);
            failure = send(fill.full(), delivery);
            piece = users.after(
                    tenant, task.segments(), piece.get(piece.size() - 1).id(), config.piece());
        }
        if (failure.isEmpty()) {
            failure = send(fill.rest(), delivery);
        }
        Optional<VendorFailure> last = delivery.end();
        return failure.isPresent() ? failure : last;
    }

    private static Optional<VendorFailure> send(List<List<PlannedUser>> batches, BatchDelivery delivery) {
        for (List<PlannedUser> batch : new ArrayList<>(batches)) {
            Optional<VendorFailure> failure = delivery.send(batch);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }
}
