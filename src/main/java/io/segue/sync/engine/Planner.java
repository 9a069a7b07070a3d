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

/** Reads a difference piece by piece, cuts it into full batches, and journals them before anyone sends them. */
class Planner {

    private static final int ENOUGH = 10 * Batch.MOST;
    private static final int MOST_PIECES = 20;

    private final Database database;
    private final Claims claims;
    private final Claim claim;
    private final Difference difference;
    private final RunPlan plan;
    /** By key: a difference may come upon a key twice, and the latest look at it counts. */
    private final Map<String, Operation> rest = new LinkedHashMap<>();

    Planner(Database database, Claims claims, Claim claim, Difference difference, RunPlan plan) {
        this.database = database;
        this.claims = claims;
        this.claim = claim;
        this.difference = difference;
        this.plan = plan;
    }

    boolean hasMore() {
        return !difference.isRead() || !rest.isEmpty();
    }

    /** The next batches, journalled; may be empty while there is more. */
    List<PlannedBatch> next() {
        return database.inTenant(claim.tenant(), connection -> {
            for (int piece = 0; piece < MOST_PIECES && rest.size() < ENOUGH && !difference.isRead(); piece++) {
                for (Operation operation : difference.next(connection)) {
                    if (!plan.isQuarantined(operation.key())) {
                        rest.put(operation.key(), operation);
                    }
                }
            }
            List<BatchJournal.Entry> entries = cut();
            if (!entries.isEmpty()) {
                claims.renew(connection, claim);
                new BatchJournal(claim).open(connection, entries);
            }
            plan.planned(
                    connection,
                    entries.stream()
                            .mapToLong(entry -> entry.operations().size())
                            .sum(),
                    difference.isRead());
            return entries.stream()
                    .map(entry -> PlannedBatch.whole(entry.batch(), entry.operations()))
                    .toList();
        });
    }

    private List<BatchJournal.Entry> cut() {
        List<BatchJournal.Entry> entries = new ArrayList<>();
        Iterator<Operation> operations = rest.values().iterator();
        while (rest.size() >= Batch.MOST || (difference.isRead() && !rest.isEmpty())) {
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
