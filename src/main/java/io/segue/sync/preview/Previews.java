package io.segue.sync.preview;

import io.segue.platform.Database;
import io.segue.platform.Select;
import io.segue.segment.PendingChanges;
import io.segue.segment.SegmentChange;
import io.segue.segment.SegmentSummary;
import io.segue.sync.Batch;
import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.KeySql;
import io.segue.sync.difference.Operation;
import io.segue.sync.difference.UncertainDifference;
import io.segue.sync.difference.WholeDifference;
import io.segue.sync.hold.Holds;
import io.segue.sync.hold.RemovalRule;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Works a difference out without sending it. Reads all keys, as a first run or a rebuild does: what a usual run finds by
 * its cursor is the same, for less.
 */
@ApplicationScoped
class Previews {

    private static final int SAMPLE = 20;

    /** Above every fence: nothing counts as written by the run that reads. */
    private static final long NO_FENCE = 1L << 40;

    private final Database database;
    private final PendingChanges pending;
    private final Holds holds;

    Previews(Database database, PendingChanges pending, Holds holds) {
        this.database = database;
        this.pending = pending;
        this.holds = holds;
    }

    /** What a segment's sync to a connection starts from; without a sync, LaunchDarkly holds nothing. */
    private record Start(
            Claim claim,
            RemovalRule rule,
            long held,
            boolean isEmptying,
            List<Long> openBatches,
            Set<String> quarantined) {}

    Preview of(long tenant, SegmentSummary segment, long connection) {
        Start start = start(tenant, segment, connection);
        List<String> someAdds = new ArrayList<>();
        List<String> someRemoves = new ArrayList<>();
        long[] counts = new long[4];
        read(start, segment, (operation, isAgain) -> {
            if (operation.adding() && start.quarantined().contains(operation.key())) {
                counts[2]++;
                return;
            }
            counts[operation.adding() ? 0 : 1]++;
            counts[3] += isAgain ? 1 : 0;
            List<String> some = operation.adding() ? someAdds : someRemoves;
            if (some.size() < SAMPLE) {
                some.add(operation.key());
            }
        });
        long allowed = start.isEmptying() ? Long.MAX_VALUE : start.rule().allowed(start.held());
        long held = counts[1] > allowed ? counts[1] : 0;
        long sent = counts[0] + counts[1] - held;
        return new Preview(
                counts[0],
                counts[1],
                held,
                counts[2],
                callsFor(counts[3]) + callsFor(sent - counts[3]),
                someAdds,
                someRemoves);
    }

    /** Every operation, one by one, in bounded memory. */
    void each(long tenant, SegmentSummary segment, long connection, Consumer<Operation> to) {
        Start start = start(tenant, segment, connection);
        read(start, segment, (operation, isAgain) -> {
            if (!operation.adding() || !start.quarantined().contains(operation.key())) {
                to.accept(operation);
            }
        });
    }

    /** Told of each operation, and whether it is asserted again since nobody saw the end of its call. */
    private interface Reader {
        void read(Operation operation, boolean isAgain);
    }

    private void read(Start start, SegmentSummary segment, Reader reader) {
        String field = segment.keyField().orElse(SegmentChange.ID_FIELD);
        KeySql keys = start.isEmptying() ? KeySql.ofNothing(start.claim(), field) : KeySql.of(start.claim(), field);
        Set<String> again = new HashSet<>();
        if (!start.openBatches().isEmpty()) {
            read(start, new UncertainDifference(keys, start.openBatches()), operation -> {
                again.add(operation.key());
                reader.read(operation, true);
            });
        }
        read(start, new WholeDifference(keys), operation -> {
            if (!again.contains(operation.key())) {
                reader.read(operation, false);
            }
        });
    }

    private void read(Start start, Difference difference, Consumer<Operation> to) {
        while (!difference.isRead()) {
            database.inTenant(start.claim().tenant(), difference::next).forEach(to);
        }
    }

    private static long callsFor(long operations) {
        return (operations + Batch.MOST - 1) / Batch.MOST;
    }

    /** As a run begins: everything acknowledged belongs to it. */
    private Start start(long tenant, SegmentSummary segment, long target) {
        pending.applyAcknowledged(tenant, segment.id());
        return database.inTenant(tenant, connection -> {
            Claim claim = new Select("""
                    select id from sync where tenant_id = ? and segment_id = ? and connection_id = ?""", tenant, segment.id(), target)
                    .first(connection, row -> row.getLong(1))
                    .map(sync -> new Claim(tenant, sync, segment.id(), target, NO_FENCE))
                    .orElse(new Claim(tenant, 0, segment.id(), target, NO_FENCE));
            return start(connection, claim);
        });
    }

    private Start start(Connection connection, Claim claim) throws SQLException {
        RemovalRule rule = holds.rule(connection, claim);
        List<Long> open = new Select(
                        "select batch from open_batch where tenant_id = ? and sync_id = ?",
                        claim.tenant(),
                        claim.sync())
                .list(connection, row -> row.getLong(1));
        List<String> quarantined =
                new Select("""
                select key from quarantined_key
                 where tenant_id = ? and sync_id = ? and at > now() - interval '1 day'""", claim.tenant(), claim.sync()).list(connection, row -> row.getString(1));
        return new Select(
                        "select delivered_count, to_be_empty from sync where tenant_id = ? and id = ?",
                        claim.tenant(),
                        claim.sync())
                .first(
                        connection,
                        row -> new Start(claim, rule, row.getLong(1), row.getBoolean(2), open, Set.copyOf(quarantined)))
                .orElseGet(() -> new Start(claim, rule, 0, false, open, Set.of()));
    }
}
