package io.segue.sync.engine;

import io.quarkus.logging.Log;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.VendorFailure;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetSegment;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.DifferencesInTurn;
import io.segue.sync.difference.ErasedDifference;
import io.segue.sync.difference.KeySql;
import io.segue.sync.difference.Operation;
import io.segue.sync.difference.RecentDifference;
import io.segue.sync.difference.RefusedDifference;
import io.segue.sync.difference.UncertainDifference;
import io.segue.sync.difference.WholeDifference;
import io.segue.sync.erase.ErasedKeys;
import io.segue.sync.erase.ErasedOfRun;
import io.segue.sync.hold.Holds;
import io.segue.sync.pace.Pace;
import io.segue.sync.pace.Paces;
import io.segue.sync.quarantine.RefusedKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Carries what differs to LaunchDarkly: what is uncertain first, then what was refused, then what is to be added and removed. */
@ApplicationScoped
class RunDelivery {

    private final RunDatabase database;
    private final SegmentTarget target;
    private final Paces paces;
    private final Holds holds;
    private final ErasedKeys erasedKeys;
    private final SyncConfig config;
    private final Clock clock;

    RunDelivery(
            RunDatabase database,
            SegmentTarget target,
            Paces paces,
            Holds holds,
            ErasedKeys erasedKeys,
            SyncConfig config,
            Clock clock) {
        this.database = database;
        this.target = target;
        this.paces = paces;
        this.holds = holds;
        this.erasedKeys = erasedKeys;
        this.config = config;
        this.clock = clock;
    }

    /** Empty when everything was confirmed, else why the run gives up. */
    Optional<VendorFailure> deliver(
            Running running, RunState state, RunPlan plan, RunLog log, ConnectionAccess access, Executor threads) {
        Claim claim = running.claim();
        TargetSegment place = new TargetSegment(
                access.clientSideId(),
                access.accessToken(),
                state.segment().heapId(),
                state.segment().name());
        Lease lease = running.lease();
        RemovalGuard guard = new RemovalGuard(database, holds, claim, state, lease);
        Pace pace = paces.of(claim, access, running.isLook());
        Confirmer confirmer = new Confirmer(database, running, log, pace, guard, plan.refused(), threads);
        RunConductor conductor =
                new RunConductor(target, place, lease, pace, confirmer, plan.refused(), running.slot(), config, clock);
        try {
            KeySql keys = keys(claim, state, plan.refused());
            Optional<VendorFailure> notErased = erase(running, state, plan, conductor, threads);
            if (notErased.isPresent() || state.erasing().isAll()) {
                return notErased.map(pace::failed);
            }
            RunState judged = guard.isStillPermitted(UncertainDifference.permitted(keys, state.doubt()))
                    ? state
                    : state.withoutPermission();
            plan.allowRemovals(guard.allow(main(keys, judged), () -> whole(keys, judged)));
            List<Difference> differences = differences(keys, judged);
            for (int i = 0; i < differences.size(); i++) {
                if (i == differences.size() - 1) {
                    plan.beginLastDifference();
                }
                Optional<VendorFailure> failure =
                        conductor.send(new Planner(database, claim, differences.get(i), plan, threads), threads);
                if (failure.isPresent()) {
                    return failure.map(pace::failed);
                }
            }
            guard.end(plan.keptBack());
            return Optional.empty();
        } catch (RuntimeException e) {
            if (database.insist(claim, lease::isOurs)) {
                throw e;
            }
            // A doubt that is not written down is a wrong user for good.
            database.insist(claim, () -> {
                doubt(claim, plan, conductor.unsettled());
                return Boolean.TRUE;
            });
            throw new FenceLostException(claim);
        }
    }

    /** Erased people go first, whatever else there is to do, and whatever becomes of it. */
    private Optional<VendorFailure> erase(
            Running running, RunState state, RunPlan plan, RunConductor conductor, Executor threads) {
        List<Operation> keys = state.erasing().keys();
        if (keys.isEmpty()) {
            return Optional.empty();
        }
        Claim claim = running.claim();
        ErasedOfRun erased = new ErasedOfRun(claim);
        database.doIn(claim, connection -> erased.begin(connection, keys));
        Optional<VendorFailure> failure =
                conductor.send(new Planner(database, claim, new ErasedDifference(keys), plan, threads), threads);
        if (failure.isEmpty()) {
            database.doIn(claim, connection -> {
                // Locks the sync first: an erasure that came meanwhile is then seen by the statement that says what is
                // left.
                database.renew(connection, claim);
                erased.confirm(connection, running.run(), keys);
            });
        }
        return failure;
    }

    private static KeySql keys(Claim claim, RunState state, RefusedKeys refused) {
        return state.isEmptying()
                ? KeySql.ofNothing(claim, state.keyField())
                : KeySql.of(claim, state.keyField(), refused);
    }

    private static List<Difference> differences(KeySql keys, RunState state) {
        List<Difference> differences = new ArrayList<>();
        if (state.doubt().isAny()) {
            differences.add(UncertainDifference.unasked(keys, state.doubt()));
        }
        if (!state.refused().due().isEmpty()) {
            differences.add(
                    state.isWhole()
                            ? RefusedDifference.ofRemovals(keys, state.doubt())
                            : RefusedDifference.of(keys, state.doubt()));
        }
        differences.add(main(keys, state));
        return differences;
    }

    /** All whose removals may have to wait for a person. */
    private static Difference main(KeySql keys, RunState state) {
        return state.isWhole()
                ? whole(keys, state)
                : behindDoubt(
                        new RecentDifference(keys, state.doubt(), state.deliveredSeq(), state.changeSeq()),
                        keys,
                        state);
    }

    private static Difference whole(KeySql keys, RunState state) {
        return behindDoubt(new WholeDifference(keys, state.doubt()), keys, state);
    }

    private static Difference behindDoubt(Difference main, KeySql keys, RunState state) {
        return state.doubt().openBatches().isEmpty()
                ? main
                : new DifferencesInTurn(UncertainDifference.rest(keys, state.doubt()), main);
    }

    /**
     * The sync is another node's by now, which may have asserted our open batches before the last of our calls arrived.
     * So these keys are open again, under a number that it has not seen, and the sync is due when it ends. Keys before the
     * sync, as everyone locks them.
     */
    private void doubt(Claim claim, RunPlan plan, List<PlannedBatch> unsettled) {
        if (unsettled.isEmpty()) {
            return;
        }
        Set<String> removing = unsettled.stream()
                .flatMap(planned -> planned.batch().removes().stream())
                .collect(Collectors.toSet());
        List<String> keys = Stream.concat(
                        removing.stream(), unsettled.stream().flatMap(planned -> planned.batch().adds().stream()))
                .distinct()
                .sorted()
                .toList();
        database.doIn(claim, connection -> {
            new BatchJournal(claim).doubt(connection, keys, removing, plan.nextBatch());
            erasedKeys.again(connection, claim.tenant(), claim.sync(), keys);
            try (PreparedStatement update = connection.prepareStatement("""
                    update sync set next_run_at = least(next_run_at, now())
                     where tenant_id = ? and id = ? and (mode <> 'off' or to_be_empty)""")) {
                update.setLong(1, claim.tenant());
                update.setLong(2, claim.sync());
                update.executeUpdate();
            }
        });
        Log.warnf(
                "Sync %d went to another node while %d of our calls had no confirmed end; their %d keys are asserted again",
                claim.sync(), unsettled.size(), keys.size());
    }
}
