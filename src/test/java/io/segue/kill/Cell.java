package io.segue.kill;

/** One square of the matrix: which failpoint, which of its hits, and how many nodes there are when it ends one of them. */
record Cell(String point, Nth nth, int nodes) {

    /** Which hit; the last is the one of the last round. */
    enum Nth {
        FIRST,
        SECOND,
        LAST
    }

    /** When a round begins: from the first on, or only in the last. */
    int fromRound() {
        return nth == Nth.LAST ? KillScenario.ROUNDS : 1;
    }

    int hit() {
        return nth == Nth.SECOND ? 2 : 1;
    }

    @Override
    public String toString() {
        return point + " " + nth.name().toLowerCase(java.util.Locale.ROOT) + " hit, " + nodes
                + (nodes == 1 ? " node" : " nodes");
    }
}
