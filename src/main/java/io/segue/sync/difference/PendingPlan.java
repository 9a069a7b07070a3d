package io.segue.sync.difference;

/**
 * What the next run will do.
 *
 * @param isExact false when it is only known that there are no more of them than this
 */
public record PendingPlan(long adds, long removes, boolean isExact) {

    static PendingPlan none() {
        return new PendingPlan(0, 0, true);
    }

    public boolean isNothing() {
        return adds + removes == 0;
    }

    public long operations() {
        return adds + removes;
    }
}
