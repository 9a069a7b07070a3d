package io.segue.inbox.replay;

import java.time.Instant;
import java.util.Optional;

/**
 * A delivery that is asked to be replayed.
 *
 * @param members how many its page names
 */
record Candidate(long id, Instant receivedAt, String verdict, Optional<Long> segment, long members, Fate fate) {

    /** Whether it can be. */
    enum Fate {
        CAN,
        /** Its body is no longer kept. */
        BODY_GONE,
        /** Pages that came behind it in Heap's order are no longer kept: it could overrule them. */
        NEWER_GONE,
        /** It is of a Heap account that no owner has accepted. */
        FOREIGN
    }

    boolean canBe() {
        return fate == Fate.CAN;
    }
}
