package io.segue.sync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
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
        List<byte[]> keys = Stream.concat(batch.adds().stream(), batch.removes().stream())
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
        // Of a thousand keys that are alike, the fastest level leaves a third; a slower one would delay the answers.
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            out.writeInt(batch.adds().size());
            out.writeInt(batch.removes().size());
            for (byte[] key : keys) {
                out.writeInt(key.length);
                out.write(key);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return new SentKeys(
                text(keys.stream().min(BYTES)), text(keys.stream().max(BYTES)), bytes.toByteArray(), KeyMarks.of(keys));
    }

    /** How the key went with the call, if it did. */
    public static Optional<Direction> find(byte[] stored, String key) {
        byte[] wanted = key.getBytes(StandardCharsets.UTF_8);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(stored)))) {
            int adds = in.readInt();
            int all = adds + in.readInt();
            for (int i = 0; i < all; i++) {
                if (Arrays.equals(in.readNBytes(in.readInt()), wanted)) {
                    return Optional.of(i < adds ? Direction.ADDED : Direction.REMOVED);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Optional<byte[]> key) {
        return key.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
    }
}
