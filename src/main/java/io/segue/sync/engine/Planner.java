package io.segue.sync.engine;

import io.segue.platform.DatabaseException;
import io.segue.platform.UniqueViolation;
import io.segue.sync.Batch;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.RunStoppedException;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.Operation;
import io.segue.sync.difference.Unbatched;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a difference piece by piece, cuts it into full batches, and journals them before anyone sends them. */
class Planner {

    private static final int ENOUGH = 10 * Batch.MOST;
    private static final int MOST_PIECES = 20;
    /** Transactions of the journal at once: while one waits for the disk, the inserts of the next go on. */
    private static final int ABREAST = 2;

    private final RunDatabase database;
    private final Claim claim;
    private final Difference difference;
    private final RunPlan plan;
    private final Executor threads;
    private final Unbatched rest;
    private final Deque<Journalled> writing = new ArrayDeque<>();

    private @Nullable CompletableFuture<Piece> coming;
    private boolean isRead;

    Planner(RunDatabase database, Claim claim, Difference difference, RunPlan plan, Executor threads) {
        this.database = database;
        this.claim = claim;
        this.difference = difference;
        this.plan = plan;
        this.threads = threads;
        this.rest = new Unbatched(difference.readsEachKeyOnce());
    }

    /** What was read at once, and whether it was all. */
    private record Piece(List<Operation> operations, boolean isLast) {}

    /** What one transaction of the journal takes. */
    private record Share(List<BatchJournal.Entry> entries, boolean isLast) {}

    /** Batches on their way into the journal. */
    private record Journalled(List<PlannedBatch> batches, CompletableFuture<Void> commit) {}

    /** Plans all of it, as far ahead of the sending as there are permits, and tells the end. */
    void feed(Consumer<Happening> conductor, ReadAhead readAhead, BooleanSupplier isStopped) {
        RuntimeException failed = null;
        try {
            while ((hasMore() || !writing.isEmpty()) && !isStopped.getAsBoolean()) {
                for (PlannedBatch batch : next()) {
                    while (!isStopped.getAsBoolean() && !readAhead.next()) {
                        // The conductor gives permits back when batches are confirmed.
                    }
                    conductor.accept(new Happening.Planned(batch));
                }
            }
        } catch (InterruptedException e) {
            failed = new IllegalStateException("Planning was interrupted", e);
        } catch (RuntimeException e) {
            failed = e;
        } catch (Error e) {
            // The conductor must hear of the end, or it would wait for ever.
            failed = new IllegalStateException("Planning failed", e);
        }
        awaitJournal();
        conductor.accept(new Happening.PlanEnded(failed));
    }

    private boolean hasMore() {
        return !isRead || rest.size() > 0;
    }

    /** The next batches, journalled; may be empty while there is more. */
    private List<PlannedBatch> next() {
        while (hasMore() && writing.size() < (difference.readsEachKeyOnce() ? ABREAST : 1)) {
            begin(take());
        }
        Journalled oldest = writing.remove();
        try {
            oldest.commit().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
        return oldest.batches();
    }

    private void begin(Share share) {
        List<PlannedBatch> batches = share.entries().stream()
                .map(entry -> PlannedBatch.whole(entry.batch(), entry.operations()))
                .toList();
        boolean isNothing = batches.isEmpty() && !share.isLast();
        writing.add(new Journalled(
                batches,
                isNothing
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.runAsync(() -> journal(share), threads)));
    }

    /** Nothing is written for the run once its planning has ended. */
    private void awaitJournal() {
        writing.forEach(left -> left.commit().handle((done, failed) -> null).join());
        writing.clear();
    }

    private Share take() {
        for (int piece = 0; piece < MOST_PIECES && rest.size() < ENOUGH && !isRead; piece++) {
            for (Operation operation : read().operations()) {
                // A removal is tried every time: a key that must not be there is worth a refused call.
                if (operation.adding() ? plan.mayAdd(operation.key()) : mayRemove(operation.key())) {
                    rest.add(operation);
                }
            }
        }
        return new Share(cut(), isRead && rest.size() == 0);
    }

    /** Two members who leave may have had the same key: it is one removal. */
    private boolean mayRemove(String key) {
        return rest.removes(key) || plan.mayRemove();
    }

    /** Where what is journalled makes no difference to what is read next, that is read meanwhile. */
    private Piece read() {
        Piece piece = coming == null ? readPiece() : coming.join();
        isRead = piece.isLast();
        coming = difference.readsEachKeyOnce() && !isRead
                ? CompletableFuture.supplyAsync(this::readPiece, threads)
                : null;
        return piece;
    }

    private Piece readPiece() {
        List<Operation> operations = database.in(claim, difference::next);
        return new Piece(operations, difference.isRead());
    }

    /** Whoever had the sync before us may put keys into doubt while we plan them: what stands in the journal then is ours. */
    private void journal(Share share) {
        try {
            journal(share, BatchJournal::open);
        } catch (DatabaseException e) {
            if (!UniqueViolation.isOf("delivered_key_pk", e)) {
                throw e;
            }
            journal(share, BatchJournal::openInsteadOfOthers);
        }
    }

    private interface Opening {
        void open(BatchJournal journal, Connection connection, List<BatchJournal.Entry> entries) throws SQLException;
    }

    private void journal(Share share, Opening opening) {
        database.doIn(claim, connection -> {
            opening.open(new BatchJournal(claim), connection, share.entries());
            if (share.isLast()) {
                plan.tellAll(connection);
            }
            // Last, since it locks the sync: nobody else who writes for the run need wait for the inserts.
            if (!database.renew(connection, claim)) {
                throw new RunStoppedException(claim);
            }
        });
    }

    private List<BatchJournal.Entry> cut() {
        List<BatchJournal.Entry> entries = new ArrayList<>();
        while (rest.size() >= Batch.MOST || (isRead && rest.size() > 0)) {
            List<Operation> batch = rest.take(Batch.MOST);
            entries.add(new BatchJournal.Entry(plan.nextBatch(), batch));
            plan.count(batch.size());
        }
        return entries;
    }
}
