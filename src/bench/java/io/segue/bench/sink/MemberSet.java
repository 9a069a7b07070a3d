package io.segue.bench.sink;

import java.util.Arrays;

/** A set of keys as bytes, open-addressed: millions of them cost some 40 bytes each and no object. */
final class MemberSet {

    private static final int EMPTY = 0;
    private static final int REMOVED = -1;

    /** Each entry: two bytes of length, then the key. */
    private byte[] arena = new byte[1 << 16];

    private int end = 1;
    private int[] slots = new int[1 << 12];
    private int[] hashes = new int[1 << 12];
    private int occupied;
    private int size;

    int size() {
        return size;
    }

    void clear() {
        Arrays.fill(slots, EMPTY);
        end = 1;
        occupied = 0;
        size = 0;
    }

    /** True if it was not there before. */
    boolean add(byte[] source, int from, int length) {
        int hash = hash(source, from, length);
        int mask = slots.length - 1;
        int free = -1;
        int slot = hash & mask;
        for (; slots[slot] != EMPTY; slot = (slot + 1) & mask) {
            if (slots[slot] == REMOVED) {
                free = free < 0 ? slot : free;
            } else if (hashes[slot] == hash && holds(slots[slot], source, from, length)) {
                return false;
            }
        }
        if (free < 0) {
            free = slot;
            occupied++;
        }
        slots[free] = append(source, from, length);
        hashes[free] = hash;
        size++;
        if (occupied * 2L > slots.length) {
            grow();
        }
        return true;
    }

    /** True if it was there. */
    boolean remove(byte[] source, int from, int length) {
        int hash = hash(source, from, length);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != EMPTY; slot = (slot + 1) & mask) {
            if (slots[slot] != REMOVED && hashes[slot] == hash && holds(slots[slot], source, from, length)) {
                slots[slot] = REMOVED;
                size--;
                return true;
            }
        }
        return false;
    }

    /** What {@link #nextLines} goes through: a position from 0 up to this. */
    int positions() {
        return slots.length;
    }

    /** Appends the keys of up to 4,096 positions from the given one, one a line. */
    void nextLines(int position, io.vertx.core.buffer.Buffer lines) {
        int stop = Math.min(slots.length, position + 4096);
        for (int slot = position; slot < stop; slot++) {
            if (slots[slot] > 0) {
                lines.appendBytes(arena, slots[slot] + 2, length(slots[slot])).appendByte((byte) '\n');
            }
        }
    }

    private int append(byte[] source, int from, int length) {
        while (end + 2 + length > arena.length) {
            arena = Arrays.copyOf(arena, (int) Math.min(arena.length * 2L, Integer.MAX_VALUE - 8));
        }
        int at = end;
        arena[at] = (byte) (length >> 8);
        arena[at + 1] = (byte) length;
        System.arraycopy(source, from, arena, at + 2, length);
        end += 2 + length;
        return at;
    }

    private int length(int at) {
        return (arena[at] & 0xff) << 8 | (arena[at + 1] & 0xff);
    }

    private boolean holds(int at, byte[] source, int from, int length) {
        return length(at) == length && Arrays.equals(arena, at + 2, at + 2 + length, source, from, from + length);
    }

    private void grow() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[oldSlots.length * 2];
        int mask = slots.length - 1;
        for (int old = 0; old < oldSlots.length; old++) {
            if (oldSlots[old] > 0) {
                int slot = oldHashes[old] & mask;
                while (slots[slot] != EMPTY) {
                    slot = (slot + 1) & mask;
                }
                slots[slot] = oldSlots[old];
                hashes[slot] = oldHashes[old];
            }
        }
        occupied = size;
    }

    private static int hash(byte[] source, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + source[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
