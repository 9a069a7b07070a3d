package io.segue.segment.block;

import io.segue.segment.block.Blocked.Entry;
import java.util.List;
import java.util.stream.IntStream;

/** What it costs to ask of each member whether it may come in; in the package of what it asks, which lets nobody else ask so. */
public final class BlockedCost {

    private static final long ANY_TENANT = 1;

    private final Blocked blocked;

    /** So many people were erased. */
    public BlockedCost(int erased) {
        ValueHashes hashes = new ValueHashes(new byte[32], ANY_TENANT);
        List<Entry> entries = IntStream.range(0, erased)
                .mapToObj(n -> "erased-" + n + "@example.com")
                .map(value -> new Entry(hashes.mark(value), hashes.hash(value)))
                .toList();
        this.blocked = new Blocked(hashes, entries);
    }

    /** Nanoseconds for each of the ids; none of them is blocked. */
    public double nanosPerMember(List<String> ids, int rounds) {
        long found = 0;
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (String id : ids) {
                found += blocked.holds(id) ? 1 : 0;
            }
        }
        long took = System.nanoTime() - start;
        if (found > 0) {
            throw new IllegalStateException("Expected that nobody is blocked, found " + found);
        }
        return (double) took / ids.size() / rounds;
    }
}
