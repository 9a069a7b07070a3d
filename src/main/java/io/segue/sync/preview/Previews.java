package io.segue.sync.preview;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.PendingChanges;
import io.segue.segment.SegmentChange;
import io.segue.segment.SegmentSummary;
import io.segue.segment.block.Blocked;
import io.segue.segment.block.Blocks;
import io.segue.sync.Batch;
import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.Doubt;
import io.segue.sync.difference.KeySql;
import io.segue.sync.difference.Operation;
import io.segue.sync.difference.UncertainDifference;
import io.segue.sync.difference.WholeDifference;
import io.segue.sync.erase.ErasedOfRun;
import io.segue.sync.hold.Holds;
import io.segue.sync.hold.RemovalRule;
import io.segue.sync.quarantine.RefusedKeys;
import io.segue.sync.quarantine.RunQuarantine;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Works a difference out without sending it. Reads all keys, as a first run or a rebuild does: what a usual run finds by
 * its cursor is the same, for less.
 */
@ApplicationScoped
class Previews {

    private static final int SAMPLE = 20;

    /** Above every fence: nothing counts as written by the run that reads. */
    private static final long NO_FENCE = 1L << 40;

    private static final long NO_SYNC = 0;

    private final Database database;
    private final PendingChanges pending;
    private final Holds holds;
    private final Blocks blocks;

    Previews(Database database, PendingChanges pending, Holds holds, Blocks blocks) {
        this.database = database;
        this.pending = pending;
        this.holds = holds;
        this.blocks = blocks;
    }

    /**
     * What a segment's sync to a connection starts from; without a sync, LaunchDarkly holds nothing.
     *
     * @param allowed the most removals that need nobody's word
     */
    private record Start(
            Claim claim, long allowed, boolean isEmptying, List<Operation> erasing, Doubt doubt, LeftOut leftOut) {

        KeySql keys(SegmentSummary segment) {
            String field = segment.keyField().orElse(SegmentChange.ID_FIELD);
            return isEmptying ? KeySql.ofNothing(claim, field) : KeySql.of(claim, field, leftOut.refused());
        }

        /** Gone by the time that the rest is read. */
        boolean isErased(Operation operation) {
            return erasing.stream().anyMatch(erased -> erased.key().equals(operation.key()));
        }

        /** It went out before: no rule holds it now. */
        boolean isTriedAgain(Operation operation) {
            return !operation.adding() && leftOut.refused().notRemoved().contains(operation.key());
        }

        /** So many removals were allowed to an earlier run: they are part of what is allowed, or it is no longer so much. */
        Start after(long earlier) {
            return earlier <= allowed
                    ? new Start(claim, allowed - earlier, isEmptying, erasing, doubt, leftOut)
                    : new Start(claim, allowed, isEmptying, erasing, doubt.withoutPermission(), leftOut);
        }

        /** All that is not asserted again in any case waits, or none of it. */
        boolean isHeldBack(long removals) {
            return removals > allowed;
        }
    }

    /** Keys that are not added: refused within a day, or of somebody who was erased. */
    private record LeftOut(RefusedKeys refused, Blocked blocked) {

        boolean isRefused(Operation operation) {
            return operation.adding() && refused.lately().contains(operation.key());
        }

        boolean isBlocked(Operation operation) {
            return operation.adding() && blocked.holds(operation.key());
        }

        boolean holds(Operation operation) {
            return isRefused(operation) || isBlocked(operation);
        }
    }

    /** What is counted while a difference is read. */
    private static class Count {
        private long adds;
        private long removes;
        private long quarantined;
        private final List<String> someAdds = new ArrayList<>();
        private final List<String> someRemoves = new ArrayList<>();

        void add(Start start, Operation operation) {
            if (start.leftOut().holds(operation)) {
                quarantined += start.leftOut().isBlocked(operation) ? 0 : 1;
                return;
            }
            adds += operation.adding() ? 1 : 0;
            removes += operation.adding() ? 0 : 1;
            List<String> some = operation.adding() ? someAdds : someRemoves;
            if (some.size() < SAMPLE) {
                some.add(operation.key());
            }
        }

        long operations() {
            return adds + removes;
        }
    }

    Preview of(long tenant, SegmentSummary segment, long connection) {
        return of(start(tenant, segment, connection), segment);
    }

    private Preview of(Start start, SegmentSummary segment) {
        Count erased = new Count();
        Count again = new Count();
        Count main = new Count();
        start.erasing().forEach(operation -> erased.add(start, operation));
        readDoubt(start, segment, operation -> again.add(start, operation));
        readMain(start, segment, operation -> (start.isTriedAgain(operation) ? again : main).add(start, operation));
        long held = start.isHeldBack(main.removes) ? main.removes : 0;
        return new Preview(
                again.adds + main.adds,
                erased.removes + again.removes + main.removes,
                held,
                again.quarantined + main.quarantined,
                callsFor(erased.operations()) + callsFor(again.operations()) + callsFor(main.operations() - held),
                some(again.someAdds, main.someAdds),
                some(again.someRemoves, main.someRemoves),
                start.claim().sync() != NO_SYNC);
    }

    /** Every operation, one by one, in bounded memory, and whether it would wait for a person instead. */
    void each(long tenant, SegmentSummary segment, long connection, Reader to) {
        Start start = start(tenant, segment, connection);
        boolean isHeldBack = of(start, segment).held() > 0;
        start.erasing().forEach(operation -> to.read(operation, false));
        readDoubt(start, segment, operation -> tell(start, operation, false, to));
        readMain(
                start,
                segment,
                operation -> tell(
                        start, operation, isHeldBack && !operation.adding() && !start.isTriedAgain(operation), to));
    }

    /** Told of each operation. */
    interface Reader {
        void read(Operation operation, boolean isHeld);
    }

    private static void tell(Start start, Operation operation, boolean isHeld, Reader to) {
        if (!start.leftOut().holds(operation)) {
            to.read(operation, isHeld);
        }
    }

    /** How many removals a run was allowed and may not have made. */
    private long permitted(Start start, SegmentSummary segment) {
        AtomicLong found = new AtomicLong();
        if (!start.doubt().openBatches().isEmpty()) {
            read(
                    start,
                    UncertainDifference.permitted(start.keys(segment), start.doubt()),
                    operation -> found.addAndGet(start.isTriedAgain(operation) ? 0 : 1));
        }
        return found.get();
    }

    private void readDoubt(Start start, SegmentSummary segment, Consumer<Operation> to) {
        if (start.doubt().isAny()) {
            read(start, UncertainDifference.unasked(start.keys(segment), start.doubt()), to);
        }
    }

    private void readMain(Start start, SegmentSummary segment, Consumer<Operation> to) {
        if (start.doubt().isAny()) {
            read(start, UncertainDifference.rest(start.keys(segment), start.doubt()), operation -> {
                // Whoever should be held was asserted already.
                if (!operation.adding()) {
                    to.accept(operation);
                }
            });
        }
        read(start, WholeDifference.ofPreview(start.keys(segment), start.doubt()), to);
    }

    private void read(Start start, Difference difference, Consumer<Operation> to) {
        while (!difference.isRead()) {
            database.inTenant(start.claim().tenant(), difference::next).stream()
                    .filter(operation -> !start.isErased(operation))
                    .forEach(to);
        }
    }

    private static List<String> some(List<String> first, List<String> then) {
        return Stream.concat(first.stream(), then.stream()).limit(SAMPLE).toList();
    }

    private static long callsFor(long operations) {
        return (operations + Batch.MOST - 1) / Batch.MOST;
    }

    /** As a run begins: everything acknowledged belongs to it. */
    private Start start(long tenant, SegmentSummary segment, long target) {
        pending.applyAcknowledged(tenant, segment.id());
        Start start = database.inTenant(tenant, connection -> {
            Claim claim = new Select("""
                    select id from sync where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, segment.id(), target)
                    .first(connection, row -> row.getLong(1))
                    .map(sync -> new Claim(tenant, sync, segment.id(), target, NO_FENCE))
                    .orElse(new Claim(tenant, NO_SYNC, segment.id(), target, NO_FENCE));
            return start(connection, claim);
        });
        return start.after(permitted(start, segment));
    }

    private Start start(Connection connection, Claim claim) throws SQLException {
        RemovalRule rule = holds.rule(connection, claim);
        List<Long> open = new Select(
                        "select batch from open_batch where tenant_id = ? and sync_id = ?",
                        claim.tenant(),
                        claim.sync())
                .list(connection, row -> row.getLong(1));
        LeftOut leftOut =
                new LeftOut(new RunQuarantine(claim).refused(connection), blocks.of(connection, claim.tenant()));
        List<Operation> erasing = new ErasedOfRun(claim).pending(connection);
        return new Select("""
                select HELD, to_be_empty, doubt_below, gone_below from sync
                 where tenant_id = ? and id = ?""".replace("HELD", Holds.HELD), claim.tenant(), claim.sync())
                .first(
                        connection,
                        row -> new Start(
                                claim,
                                row.getBoolean(2) ? Long.MAX_VALUE : rule.allowed(row.getLong(1)),
                                row.getBoolean(2),
                                erasing,
                                Doubt.of(open, row.getLong(3), row.getLong(4)),
                                leftOut))
                .orElseGet(() -> new Start(claim, rule.allowed(0), false, erasing, Doubt.NONE, leftOut));
    }
}
