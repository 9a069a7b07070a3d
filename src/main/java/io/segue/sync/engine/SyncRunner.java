package io.segue.sync.engine;

import io.quarkus.logging.Log;
import io.segue.connection.ConnectionAccess;
import io.segue.connection.Connections;
import io.segue.connection.VendorFailure;
import io.segue.connection.VendorFailure.Kind;
import io.segue.platform.Database;
import io.segue.platform.SealBrokenException;
import io.segue.segment.PendingChanges;
import io.segue.segment.SegmentSummary;
import io.segue.segment.Segments;
import io.segue.sync.SegmentTarget;
import io.segue.sync.TargetSegment;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.claim.FenceLostException;
import io.segue.sync.claim.SyncConfig;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.KeySql;
import io.segue.sync.difference.RecentDifference;
import io.segue.sync.difference.UncertainDifference;
import io.segue.sync.difference.WholeDifference;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** Carries out one claimed run from its beginning to its end; what it leaves undone, the next one finds. */
@ApplicationScoped
class SyncRunner {

    private final Database database;
    private final Claims claims;
    private final PendingChanges pending;
    private final Segments segments;
    private final Connections connections;
    private final SegmentTarget target;
    private final SyncConfig config;
    private final Clock clock;

    SyncRunner(
            Database database,
            Claims claims,
            PendingChanges pending,
            Segments segments,
            Connections connections,
            SegmentTarget target,
            SyncConfig config,
            Clock clock) {
        this.database = database;
        this.claims = claims;
        this.pending = pending;
        this.segments = segments;
        this.connections = connections;
        this.target = target;
        this.config = config;
        this.clock = clock;
    }

    void run(Claim claim, Executor planning) {
        RunEnd end = new RunEnd(database, claims, claim, clock);
        RunLog log = new RunLog(database, claims, claim);
        long run = database.inTenant(claim.tenant(), log::begin);
        try {
            // Everything acknowledged before the run began belongs to it.
            pending.applyAcknowledged(claim.tenant(), claim.segment());
            RunState state = database.inTenant(claim.tenant(), connection -> state(connection, claim, run));
            Optional<VendorFailure> failure =
                    state.hasNothingToDo() ? Optional.empty() : deliver(claim, state, log, planning);
            if (failure.isPresent()) {
                end.fail(run, failure.get());
            } else {
                end.succeed(state, state.openBatches());
            }
        } catch (FenceLostException e) {
            Log.warnf("%s. The node that has it now goes on; it asserts again what we had in flight.", e.getMessage());
        } catch (SealBrokenException e) {
            end.fail(run, VendorFailure.of(Kind.CREDENTIALS_REFUSED, 0, e.getMessage()));
        } catch (RuntimeException e) {
            Log.errorf(e, "Run %d of sync %d failed on our side; it is tried again", run, claim.sync());
            end.fail(
                    run,
                    VendorFailure.of(Kind.UNAVAILABLE, 0, "Something failed on our side; the run is tried again."));
        }
    }

    private Optional<VendorFailure> deliver(Claim claim, RunState state, RunLog log, Executor planning) {
        Optional<ConnectionAccess> access = connections.open(claim.tenant(), claim.connection());
        if (access.isEmpty()) {
            return Optional.of(VendorFailure.of(Kind.NOT_FOUND, 0, "The connection was removed."));
        }
        TargetSegment place = new TargetSegment(
                access.get().clientSideId(), access.get().accessToken(), state.heapId(), state.name());
        RunConductor conductor =
                new RunConductor(database, claims, claim, target, place, config, clock, log, state.run());
        KeySql keys = new KeySql(claim, state.keyField());
        Set<String> quarantined = quarantined(claim);
        AtomicLong numbers = new AtomicLong(claim.firstBatch());
        for (Difference difference : differences(keys, state)) {
            Planner planner = new Planner(database, claims, claim, difference, quarantined, numbers::getAndIncrement);
            Optional<VendorFailure> failure = conductor.send(planner, planning);
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    private static List<Difference> differences(KeySql keys, RunState state) {
        Difference main = state.isWhole()
                ? new WholeDifference(keys)
                : new RecentDifference(keys, state.deliveredSeq(), state.changeSeq());
        return state.openBatches().isEmpty()
                ? List.of(main)
                : List.of(new UncertainDifference(keys, state.openBatches()), main);
    }

    private RunState state(Connection connection, Claim claim, long run) throws SQLException {
        SegmentSummary segment =
                segments.find(connection, claim.tenant(), claim.segment()).orElseThrow();
        List<Long> open = new BatchJournal(claim).openBatches(connection);
        try (PreparedStatement select = connection.prepareStatement("""
                select delivered_seq, plan_version, compared_version from sync
                 where tenant_id = ? and id = ? and fence = ?""")) {
            select.setLong(1, claim.tenant());
            select.setLong(2, claim.sync());
            select.setLong(3, claim.fence());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new FenceLostException(claim);
                }
                return new RunState(
                        run,
                        segment.keyField().orElse("id"),
                        segment.heapId(),
                        segment.name(),
                        segment.changeSeq(),
                        rows.getLong(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        open);
            }
        }
    }

    private Set<String> quarantined(Claim claim) {
        return database.inTenant(claim.tenant(), connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select key from quarantined_key where tenant_id = ? and sync_id = ?")) {
                select.setLong(1, claim.tenant());
                select.setLong(2, claim.sync());
                Set<String> found = new HashSet<>();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
                return found;
            }
        });
    }
}
