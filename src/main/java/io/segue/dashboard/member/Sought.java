package io.segue.dashboard.member;

import io.segue.web.ProblemException;

/** A value that is looked for: Heap's id or LaunchDarkly's key. */
final class Sought {

    /** As long as a key can be; no member has more. */
    private static final int LONGEST = 512;

    private Sought() {}

    static String checked(String value) {
        if (value.length() > LONGEST) {
            throw ProblemException.badRequest("Looking up a member: expected a Heap id or LaunchDarkly key of at most "
                    + LONGEST + " characters, got " + value.length() + ".");
        }
        return value;
    }
}
