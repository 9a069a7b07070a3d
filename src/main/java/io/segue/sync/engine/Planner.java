package io.segue.sync.engine;

import io.segue.platform.Database;
import io.segue.sync.Batch;
import io.segue.sync.claim.Claim;
import io.segue.sync.claim.Claims;
import io.segue.sync.difference.Difference;
import io.segue.sync.difference.Operation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Reads a difference piece by piece, cuts it into full batches, and journals them before anyone sends them. */
class Planner {

    private static final int ENOUGH = 10 * Batch.MOST;
    private static final int MOST_PIECES = 20;

    private final Database database;
    private final Claims claims;
    private final Claim claim;
    private final Difference difference;
    private final RunPlan plan;
    private final Executor threads;
    /** By key: a difference may come upon a key twice, and the latest look at it counts. */
    private final Map<String, Operation> rest = new LinkedHashMap<>();

    private @Nullable CompletableFuture<Piece> coming;
    private boolean isRead;

    Planner(Database database, Claims claims, Claim claim, Difference difference, RunPlan plan, Executor threads) {
        this.database = database;
        this.claims = claims;
        this.claim = claim;
        this.difference = difference;
        this.plan = plan;
        this.threads = threads;
    }

    /** What was read at once, and whether it was all. */
    private record Piece(List<Operation> operations, boolean isLast) {}

    boolean hasMore() {
        return !isRead || !rest.isEmpty();
    }

    /** The next batches, journalled; may be empty while there is more. */
    List<PlannedBatch> next() {
        for (int piece = 0; piece < MOST_PIECES && rest.size() < ENOUGH && !isRead; piece++) {
            for (Operation operation : read().operations()) {
                if (!plan.isQuarantined(operation.key())) {
                    rest.put(operation.key(), operation);
                }
            }
        }
        List<BatchJournal.Entry> entries = cut();
        if (isRead || !entries.isEmpty()) {
            journal(entries);
        }
        return entries.stream()
                .map(entry -> PlannedBatch.whole(entry.batch(), entry.operations()))
                .toList();
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
        List<Operation> operations = database.inTenant(claim.tenant(), difference::next);
        return new Piece(operations, difference.isRead());
    }

    private void journal(List<BatchJournal.Entry> entries) {
        long operations =
                entries.stream().mapToLong(entry -> entry.operations().size()).sum();
        database.doInTenant(claim.tenant(), connection -> {
            claims.renew(connection, claim);
            new BatchJournal(claim).open(connection, entries);
            plan.planned(connection, operations, isRead);
        });
    }

    private List<BatchJournal.Entry> cut() {
        List<BatchJournal.Entry> entries = new ArrayList<>();
        Iterator<Operation> operations = rest.values().iterator();
        while (rest.size() >= Batch.MOST || (isRead && !rest.isEmpty())) {
            List<Operation> batch = new ArrayList<>(Batch.MOST);
            while (batch.size() < Batch.MOST && operations.hasNext()) {
                batch.add(operations.next());
                operations.remove();
            }
            entries.add(new BatchJournal.Entry(plan.nextBatch(), batch));
        }
        return entries;
    }
}
