package io.segue.sync;

import io.segue.platform.Deflated;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

/**
 * The keys of one call as they are kept with it: those added, then those removed, deflated.
 *
 * @param marks by which it is told that a key is not among them, without opening them
 */
public record SentKeys(String first, String last, byte[] stored, byte[] marks) {

    /** The order of the database's collation "C", which is not that of Java's strings. */
    private static final Comparator<byte[]> BYTES = Arrays::compareUnsigned;

    /** How a key went with a call. */
    public enum Direction {
        ADDED,
        REMOVED
    }

    public static SentKeys of(Batch batch) {
        return of(batch, key -> false);
    }

    /** Without those that may not be kept. */
    public static SentKeys of(Batch batch, Predicate<String> leftOut) {
        return of(bytes(batch.adds(), leftOut), bytes(batch.removes(), leftOut));
    }

    /** The same without some of them; empty when none of them was there. */
    public static Optional<SentKeys> without(byte[] stored, Set<String> keys) {
        List<byte[]> adds = new ArrayList<>();
        List<byte[]> removes = new ArrayList<>();
        boolean[] isLess = new boolean[1];
        read(stored, (key, direction) -> {
            if (keys.contains(new String(key, StandardCharsets.UTF_8))) {
                isLess[0] = true;
            } else {
                (direction == Direction.ADDED ? adds : removes).add(key);
            }
            return true;
        });
        return isLess[0] ? Optional.of(of(adds, removes)) : Optional.empty();
    }

    private static SentKeys of(List<byte[]> adds, List<byte[]> removes) {
        List<byte[]> keys = Stream.concat(adds.stream(), removes.stream()).toList();
        return new SentKeys(
                text(keys.stream().min(BYTES)),
                text(keys.stream().max(BYTES)),
                Deflated.deflate(written(adds.size(), removes.size(), keys)),
                KeyMarks.of(keys));
    }

    /** Written out first: a deflater is slow to take what comes in a few bytes at a time. */
    private static byte[] written(int adds, int removes, List<byte[]> keys) {
        int size = 2 * Integer.BYTES
                + keys.stream().mapToInt(key -> Integer.BYTES + key.length).sum();
        ByteBuffer written = ByteBuffer.allocate(size).putInt(adds).putInt(removes);
        keys.forEach(key -> written.putInt(key.length).put(key));
        return written.array();
    }

    /** How the key went with the call, if it did. */
    public static Optional<Direction> find(byte[] stored, String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        List<Direction> found = new ArrayList<>(1);
        read(stored, (one, direction) -> {
            if (Arrays.equals(one, wanted)) {
                found.add(direction);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** Told of each key, until it says false. */
    private interface Each {
        boolean isToGoOn(byte[] key, Direction direction);
    }

    private static void read(byte[] stored, Each each) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(stored)))) {
            int adds = in.readInt();
            int all = adds + in.readInt();
            boolean isToGoOn = true;
            for (int i = 0; i < all && isToGoOn; i++) {
                isToGoOn = each.isToGoOn(in.readNBytes(in.readInt()), i < adds ? Direction.ADDED : Direction.REMOVED);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<byte[]> bytes(List<String> keys, Predicate<String> leftOut) {
        return keys.stream()
                .filter(Predicate.not(leftOut))
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static String text(Optional<byte[]> key) {
        return key.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
}
