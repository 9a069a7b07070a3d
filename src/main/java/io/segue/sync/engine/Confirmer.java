package io.segue.sync.engine;

import io.segue.sync.claim.Claim;
import io.segue.sync.claim.RunStoppedException;
import io.segue.sync.engine.RunLog.Call;
import io.segue.sync.pace.Pace;
import io.segue.sync.quarantine.RefusedKeys;
import io.segue.sync.quarantine.RunQuarantine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers down while the next calls are on their way: whatever came meanwhile is one group, and one group is one
 * transaction behind the fence. Told of answers by one thread only.
 */
class Confirmer {

    private static final long GATHER_MILLIS = 50;

    private final RunDatabase database;
    private final Running running;
    private final RunLog log;
    private final Pace pace;
    private final RemovalGuard guard;
    private final RefusedKeys refused;
    private final Executor threads;
    private final BatchJournal journal;
    private Group waiting = new Group();
    private boolean isWriting;
    private volatile Instant pausedUntil = Instant.EPOCH;

    Confirmer(
            RunDatabase database,
            Running running,
            RunLog log,
            Pace pace,
            RemovalGuard guard,
            RefusedKeys refused,
            Executor threads) {
        this.database = database;
        this.running = running;
        this.log = log;
        this.pace = pace;
        this.guard = guard;
        this.refused = refused;
        this.threads = threads;
        this.journal = new BatchJournal(running.claim());
    }

    /** A key that LaunchDarkly refused, with its words. */
    private record Refused(PlannedBatch batch, String reason) {}

    private static class Group {
        private final List<PlannedBatch> done = new ArrayList<>();
        private final List<Refused> refused = new ArrayList<>();
        private final List<Call> calls = new ArrayList<>();
        private long since;

        int removals() {
            return done.stream()
                    .mapToInt(batch -> batch.batch().removes().size())
                    .sum();
        }

        List<String> added() {
            return done.stream().flatMap(batch -> batch.batch().adds().stream()).toList();
        }

        boolean isEmpty() {
            return calls.isEmpty() && done.isEmpty() && refused.isEmpty();
        }

        List<PlannedBatch> settled() {
            List<PlannedBatch> settled = new ArrayList<>(done);
            refused.forEach(one -> settled.add(one.batch()));
            return settled;
        }
    }

    /**
     * What was written: the parts that are settled for good, and how many whole batches ended with them. A failure may
     * come with what was written: then the run is to stop.
     */
    record Written(
            List<PlannedBatch> settled,
            int closed,
            @Nullable RuntimeException failure) {

        static Written nothing(RuntimeException failure) {
            return new Written(List.of(), 0, failure);
        }
    }

    void answered(Call call) {
        if (waiting.calls.isEmpty()) {
            waiting.since = System.nanoTime();
        }
        waiting.calls.add(call);
    }

    void done(PlannedBatch batch) {
        waiting.done.add(batch);
    }

    void refused(PlannedBatch batch, String reason) {
        waiting.refused.add(new Refused(batch, reason));
    }

    /** The run rests until then; the next answers say so on its page. */
    void paused(Instant until) {
        pausedUntil = until;
    }

    /** Answers are gathered for a moment: a transaction for each would cost more than the answers. */
    boolean isDue() {
        return millisUntilDue() == 0;
    }

    /** At most {@value #GATHER_MILLIS}. */
    long millisUntilDue() {
        if (isWriting || waiting.isEmpty()) {
            return GATHER_MILLIS;
        }
        long waited = (System.nanoTime() - waiting.since) / 1_000_000;
        return Math.max(0, GATHER_MILLIS - waited);
    }

    boolean isIdle() {
        return !isWriting && waiting.isEmpty();
    }

    /** Begins to write what is waiting, unless a group is being written already; its end is told once. */
    void write(Consumer<Written> end) {
        if (isWriting || waiting.isEmpty()) {
            return;
        }
        Group group = waiting;
        waiting = new Group();
        isWriting = true;
        try {
            threads.execute(() -> end.accept(writtenOf(group)));
        } catch (RejectedExecutionException e) {
            end.accept(Written.nothing(e));
        }
    }

    private Written writtenOf(Group group) {
        try {
            return write(group);
        } catch (RuntimeException e) {
            return Written.nothing(e);
        } catch (Error e) {
            // The conductor must hear of the end, or it would wait for ever.
            return Written.nothing(new IllegalStateException("Writing answers down failed", e));
        }
    }

    /** The end that was told has been heard. */
    void written() {
        isWriting = false;
    }

    private Written write(Group group) {
        Claim claim = running.claim();
        return database.in(claim, connection -> {
            int closed = journal.confirm(connection, group.done);
            new RunQuarantine(claim).release(connection, refused.among(group.added()));
            for (Refused one : group.refused) {
                closed += journal.setAside(connection, one.batch(), one.reason(), running.run());
            }
            if (!group.done.isEmpty()) {
                pace.confirmed(connection);
            }
            log.progress(connection, running.run(), group.calls, group.refused.size(), pausedUntil);
            // The run's row, the sync's, the hold's: who plans, and who turns the sync off, locks them in this order,
            // too.
            boolean mayGoOn = database.renew(connection, claim);
            guard.sent(connection, group.removals());
            return new Written(group.settled(), closed, mayGoOn ? null : new RunStoppedException(claim));
        });
    }
}
