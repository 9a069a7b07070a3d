package io.segue.segment.block;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of one tenant that may not come back: tells of a value whether it is one of them, and can tell no more. */
public final class Blocked {

    /** Nobody was ever erased. */
    public static final Blocked NOBODY = new Blocked(null, List.of());

    private final @Nullable ValueHashes hashes;
    private final long[] marks;
    private final Set<ByteBuffer> blocked;

    /** A value as it is stored. */
    record Entry(long mark, byte[] hash) {}

    Blocked(@Nullable ValueHashes hashes, List<Entry> entries) {
        this.hashes = hashes;
        this.marks = entries.stream().mapToLong(Entry::mark).distinct().sorted().toArray();
        this.blocked =
                entries.stream().map(entry -> ByteBuffer.wrap(entry.hash())).collect(Collectors.toUnmodifiableSet());
    }

    public boolean isNobody() {
        return marks.length == 0;
    }

    public boolean holds(String value) {
        return hashes != null
                && Arrays.binarySearch(marks, hashes.mark(value)) >= 0
                && blocked.contains(ByteBuffer.wrap(hashes.hash(value)));
    }
}
