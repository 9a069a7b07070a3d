package io.segue.sync.engine;

import io.segue.platform.Database;
import io.segue.sync.claim.Claim;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.Operation;
import io.segue.sync.hold.Holds;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts the removals of a run before any is sent, when they could be more than the rule lets pass: then all of them wait
 * for a person, and the additions pass.
 */
class RemovalGuard {

    private static final int SAMPLE = 20;

    private final RunDatabase database;
    private final Holds holds;
    private final Claim claim;
    private final RunState state;
    private final Lease lease;
    private long permitted;
    private boolean isHeldBack;
    private List<String> sample = List.of();

    RemovalGuard(RunDatabase database, Holds holds, Claim claim, RunState state, Lease lease) {
        this.database = database;
        this.holds = holds;
        this.claim = claim;
        this.state = state;
        this.lease = lease;
    }

    /**
     * Whether the removals that an earlier run was allowed, and may not have made, still are: they may not be when an
     * emptying was withdrawn, or the rule changed. Such as are, are part of what this run may remove.
     */
    boolean isStillPermitted(Difference earlier) {
        if (state.isEmptying() || state.doubt().openBatches().isEmpty()) {
            return true;
        }
        long tried = count(earlier).removals();
        boolean isPermitted = tried <= state.removals().allowed(state.deliveredCount());
        permitted = isPermitted ? tried : 0;
        return isPermitted;
    }

    /**
     * How many removals the run may send besides; reads the given difference to its end when that has to be counted.
     *
     * @param whole the same with each key once: two members who leave may have had the same one
     */
    long allow(Difference difference, Supplier<Difference> whole) {
        if (state.isEmptying()) {
            return Long.MAX_VALUE;
        }
        long allowed = state.removals().allowed(state.deliveredCount()) - permitted;
        if (state.mostRemovals() <= allowed) {
            return allowed;
        }
        Counted counted = count(difference);
        if (counted.removals() > allowed && !difference.readsEachKeyOnce()) {
            counted = count(whole.get());
        }
        if (counted.removals() <= allowed) {
            return allowed;
        }
        sample = counted.sample();
        isHeldBack = true;
        keepBack(counted.removals(), permitted);
        return 0;
    }

    /** After everything else of the run was confirmed: what was kept back waits, or nothing waits any more. */
    void end(long keptBack) {
        if (keptBack > 0 && (!isHeldBack || permitted > 0)) {
            // Other than was counted: members left while the run went on, or what was allowed before is sent now.
            keepBack(keptBack, 0);
        } else if (keptBack == 0 && state.removals().isHeld()) {
            write(connection -> holds.close(connection, claim));
        }
    }

    /** In the transaction that confirms them: an approval is used up by what it let go. */
    void sent(Connection connection, int removals) throws SQLException {
        if (removals > 0 && state.removals().isApproved()) {
            holds.sent(connection, claim, removals);
        }
    }

    private record Counted(long removals, List<String> sample) {}

    private Counted count(Difference difference) {
        long removals = 0;
        List<String> some = new ArrayList<>();
        while (!difference.isRead()) {
            for (Operation operation : database.in(claim, difference::next)) {
                if (!operation.adding() && !isAllowed(operation.key())) {
                    removals++;
                    if (some.size() < SAMPLE) {
                        some.add(operation.key());
                    }
                }
            }
            lease.keep();
        }
        return new Counted(removals, some);
    }

    /** Whatever the rule says: somebody was erased, or it went out before and was refused. */
    private boolean isAllowed(String key) {
        return state.erasing().concerns(key) || state.refused().notRemoved().contains(key);
    }

    private void keepBack(long removals, long besides) {
        write(connection -> holds.keepBack(connection, claim, removals, besides, state.deliveredCount(), sample));
    }

    /** Behind the fence, and behind the lock of whoever decides on the same removals just now. */
    private void write(Database.Task task) {
        database.doIn(claim, connection -> {
            database.renew(connection, claim);
            task.on(connection);
        });
    }
}
