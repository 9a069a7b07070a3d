package io.segue.sync;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A few bits for each key that a call carried: whoever seeks a key opens only the calls in which all its bits are set. One
 * call in a thousand is opened in vain, none is missed.
 */
public final class KeyMarks {

    /**
     * True of a call, in SQL, when it may have carried the key whose places stand in k.p1 to k.p6. A call from before there
     * were marks may have carried anything.
     */
    public static final String MAY_HOLD = IntStream.rangeClosed(1, 6)
            .mapToObj(n -> "get_bit(marks, k.p" + n + " & (octet_length(marks) * 8 - 1)) = 1")
            .collect(Collectors.joining(" and ", "(marks is null or (", "))"));

    private static final int PLACES = 6;
    private static final int BITS_OF_A_KEY = 16;
    private static final int LEAST_BITS = 64;

    private KeyMarks() {}

    /** As many bits as a power of two gives at least sixteen of to each key. */
    static byte[] of(Collection<byte[]> keys) {
        int bits = LEAST_BITS;
        while (bits < keys.size() * BITS_OF_A_KEY) {
            bits <<= 1;
        }
        byte[] marks = new byte[bits / 8];
        for (byte[] key : keys) {
            for (int place : places(key)) {
                int bit = place & (bits - 1);
                marks[bit >> 3] |= (byte) (1 << (bit & 7));
            }
        }
        return marks;
    }

    /** Where the bits of a key are, in marks of any size: six places for {@link #MAY_HOLD}. */
    public static List<Integer> places(String key) {
        return IntStream.of(places(key.getBytes(StandardCharsets.UTF_8)))
                .boxed()
                .toList();
    }

    private static int[] places(byte[] key) {
        long hash = hash(key);
        int first = (int) hash;
        int step = (int) (hash >>> 32) | 1;
        int[] places = new int[PLACES];
        for (int i = 0; i < PLACES; i++) {
            places[i] = (first + i * step) & Integer.MAX_VALUE;
        }
        return places;
    }

    /** FNV-1a, then stirred: stored with calls of a month, so it may be changed with a month's patience only. */
    private static long hash(byte[] key) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : key) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }
}
