package io.segue.bench.load;

/** Ids of 27 characters in random order, made from a number and turned back into it: no list of them is ever kept. */
public record MemberIds(long seed) {

    public static final int LENGTH = 27;

    private static final byte[] DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int NUMBER_LENGTH = 11;

    /** Writes the id of the number. */
    public void write(long number, byte[] target, int at) {
        long mixed = mix(number ^ seed);
        digits(mixed, target, at, NUMBER_LENGTH);
        long more = mix(mixed);
        digits(more, target, at + NUMBER_LENGTH, NUMBER_LENGTH);
        digits(mix(more), target, at + 2 * NUMBER_LENGTH, LENGTH - 2 * NUMBER_LENGTH);
    }

    /** The number of the id; of a text that is no id of ours, a number whose id is another text. */
    public long read(byte[] id, int at) {
        long mixed = 0;
        for (int i = at + NUMBER_LENGTH - 1; i >= at; i--) {
            mixed = mixed * DIGITS.length + valueOf(id[i]);
        }
        return unmix(mixed) ^ seed;
    }

    private static int valueOf(byte digit) {
        if (digit <= '9') {
            return digit - '0';
        }
        return digit <= 'Z' ? digit - 'A' + 10 : digit - 'a' + 36;
    }

    private static void digits(long value, byte[] target, int at, int count) {
        long rest = value;
        for (int i = at; i < at + count; i++) {
            target[i] = DIGITS[(int) Long.remainderUnsigned(rest, DIGITS.length)];
            rest = Long.divideUnsigned(rest, DIGITS.length);
        }
    }

    /** The finalizer of SplitMix64: a bijection. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private static long unmix(long value) {
        long z = (value ^ (value >>> 31) ^ (value >>> 62)) * 0x319642B2D24D8EC3L;
        z = (z ^ (z >>> 27) ^ (z >>> 54)) * 0x96DE1B173F119089L;
        z = z ^ (z >>> 30) ^ (z >>> 60);
        return z - 0x9E3779B97F4A7C15L;
    }
}
