package io.segue.bench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.BitSet;

/** The people of one segment as they must stand at the end: the expected set that the sink's is held against. */
public final class Population {

    private final long segmentId;
    private final MemberIds ids;
    private final BitSet present = new BitSet();
    private int next;
    private int tasks;

    public Population(long segmentId, long seed) {
        this.segmentId = segmentId;
        this.ids = new MemberIds(seed * 1_000_003 + segmentId);
    }

    public String segment() {
        return Long.toString(segmentId);
    }

    public int size() {
        return present.cardinality();
    }

    /** New people enter. */
    public HeapTask enter(int count, int pageSize) {
        return change(count, 0, pageSize);
    }

    /** New people enter and others, evenly spread, leave. */
    public HeapTask change(int in, int out, int pageSize) {
        int[] leaving = spread(out);
        for (int member : leaving) {
            present.clear(member);
        }
        int[] entering = new int[in];
        Arrays.setAll(entering, i -> next + i);
        present.set(next, next + in);
        next += in;
        return task(entering, leaving, pageSize);
    }

    /** Everybody again, as after Heap's toggle was switched off and on. */
    public HeapTask everybody(int pageSize) {
        return task(present.stream().toArray(), new int[0], pageSize);
    }

    private HeapTask task(int[] entering, int[] leaving, int pageSize) {
        return HeapTask.of(ids, segmentId, ++tasks, entering, leaving, pageSize);
    }

    private int[] spread(int count) {
        int[] all = present.stream().toArray();
        int[] some = new int[count];
        for (int i = 0; i < count; i++) {
            some[i] = all[(int) ((long) i * all.length / count)];
        }
        return some;
    }

    /** One id a line, for the floor's own table. */
    public Iterable<String> lines() {
        byte[] id = new byte[MemberIds.LENGTH];
        return () -> present.stream()
                .mapToObj(member -> {
                    ids.write(member, id, 0);
                    return new String(id, java.nio.charset.StandardCharsets.US_ASCII);
                })
                .iterator();
    }

    /** How many members of the sink's set, one a line, are there wrongly, plus how many are missing. */
    public long wrongIn(InputStream lines) throws IOException {
        BitSet found = new BitSet();
        byte[] line = new byte[1024];
        byte[] again = new byte[MemberIds.LENGTH];
        long wrong = 0;
        int length = 0;
        BufferedInputStream in = new BufferedInputStream(lines, 1 << 16);
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read != '\n') {
                line[Math.min(length++, line.length - 1)] = (byte) read;
                continue;
            }
            long member = length == MemberIds.LENGTH ? ids.read(line, 0) : -1;
            boolean expected = member >= 0 && member < next && present.get((int) member);
            if (expected) {
                ids.write(member, again, 0);
                expected = Arrays.equals(again, 0, length, line, 0, length) && !found.get((int) member);
            }
            if (expected) {
                found.set((int) member);
            } else {
                wrong++;
            }
            length = 0;
        }
        return wrong + present.cardinality() - found.cardinality();
    }
}
