package io.segue.sync.watch;

import io.segue.connection.contents.StoredSegment;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a segment in LaunchDarkly from earlier looks, and what a look makes of it.
 *
 * @param created when LaunchDarkly said that it was made; empty until it was seen once
 * @param inVain looks in a row that did not find it
 */
record Sight(OptionalLong created, int inVain) {

    /** One look that does not find it may be a mistake. */
    private static final int ENOUGH_IN_VAIN = 2;

    /** What to make of a look. */
    enum Finding {
        /** It is there, as before or for the first time. */
        THERE,
        /** Never seen yet, or not for long: it may not be there yet, or this token may not see it. */
        NOT_VISIBLE,
        /** It was there: look again soon. */
        MISSED,
        /** It was deleted, and perhaps made again since by our own calls. */
        LOST,
        /** The one that was noticed to be lost was made again. */
        MADE_ANEW
    }

    Finding judge(Optional<StoredSegment> found) {
        if (found.isPresent()) {
            boolean isYounger = created.isPresent() && found.get().created() > created.getAsLong();
            if (isYounger) {
                return inVain < ENOUGH_IN_VAIN ? Finding.LOST : Finding.MADE_ANEW;
            }
            return Finding.THERE;
        }
        if (created.isEmpty() || inVain >= ENOUGH_IN_VAIN) {
            return Finding.NOT_VISIBLE;
        }
        return inVain + 1 == ENOUGH_IN_VAIN ? Finding.LOST : Finding.MISSED;
    }
}
