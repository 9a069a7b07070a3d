package io.segue.alert.watch;

import io.segue.alert.Level;
import java.util.List;

/** What is to be told of one tenant, and what is to be noted without a word. */
record AlertPlan(
        List<Beginning> beginnings,
        List<Rise> rises,
        List<End> ends,
        List<OpenAlert> looksWell,
        List<OpenAlert> looksBadAgain) {

    AlertPlan {
        beginnings = List.copyOf(beginnings);
        rises = List.copyOf(rises);
        ends = List.copyOf(ends);
        looksWell = List.copyOf(looksWell);
        looksBadAgain = List.copyOf(looksBadAgain);
    }

    /** Something that is new. */
    record Beginning(Condition condition, Level level) {}

    /**
     * Something that is over.
     *
     * @param isWanted false when it goes on, maybe, and its rule was turned off
     */
    record End(OpenAlert alert, boolean isWanted) {}

    /** Something that got worse. */
    record Rise(OpenAlert alert, Condition condition, Level level) {}
}
