package io.segue.alert.send;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of one try.
 *
 * @param status of the answer, 0 without one
 * @param words for the log: ours, never what the target wrote
 * @param notBefore when the target asked to be tried again
 */
record Outcome(Kind kind, int status, String words, Optional<Instant> notBefore) {

    /** Whether it goes on. */
    enum Kind {
        DELIVERED,
        AGAIN,
        /** Trying again is no use. */
        HOPELESS
    }

    static Outcome delivered(int status, String words) {
        return new Outcome(Kind.DELIVERED, status, words, Optional.empty());
    }

    static Outcome again(int status, String words, Optional<Instant> notBefore) {
        return new Outcome(Kind.AGAIN, status, words, notBefore);
    }

    static Outcome hopeless(int status, String words) {
        return new Outcome(Kind.HOPELESS, status, words, Optional.empty());
    }
}
