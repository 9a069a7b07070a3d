package io.segue.flags.engine;

import java.util.ArrayList;
import java.util.List;

/** Gathers users into batches that are as large as one call may be, by number and by bytes. */
class BatchFill {

    private final int most;
    private final int mostBytes;
    private final List<PlannedUser> waiting = new ArrayList<>();

    BatchFill(int most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    void add(List<PlannedUser> users) {
        waiting.addAll(users);
    }

    /** Those that are full; the others go on waiting. */
    List<List<PlannedUser>> full() {
        List<List<PlannedUser>> batches = new ArrayList<>();
        for (int size = next(); size < waiting.size() || size == most; size = next()) {
            batches.add(take(size));
        }
        return batches;
    }

    List<List<PlannedUser>> rest() {
        List<List<PlannedUser>> batches = full();
        if (!waiting.isEmpty()) {
            batches.add(take(waiting.size()));
        }
        return batches;
    }

    /** How many of those waiting go into the next batch; one at least, however large. */
    private int next() {
        int bytes = 0;
        int size = 0;
        while (size < waiting.size() && size < most) {
            bytes += waiting.get(size).bytes();
            if (size > 0 && bytes > mostBytes) {
                return size;
            }
            size++;
        }
        return size;
    }

    private List<PlannedUser> take(int size) {
        List<PlannedUser> batch = List.copyOf(waiting.subList(0, size));
        waiting.subList(0, size).clear();
        return batch;
    }
}
