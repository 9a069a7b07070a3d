package io.segue.segment;

/**
 * How many members one delivery changed.
 *
 * @param joined absent before, present now
 * @param touched present before and now, with another key or other fields
 * @param left present before, absent now
 */
public record ChangeCount(int joined, int touched, int left) {

    public static final ChangeCount NONE = new ChangeCount(0, 0, 0);

    public ChangeCount plus(ChangeCount other) {
        return new ChangeCount(joined + other.joined, touched + other.touched, left + other.left);
    }

    public int all() {
        return joined + touched + left;
    }

    /** By so much the segment is larger; below nothing when it is smaller. */
    public int growth() {
        return joined - left;
    }
}
