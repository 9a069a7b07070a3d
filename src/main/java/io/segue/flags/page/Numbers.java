package io.segue.flags.page;

import io.segue.web.ProblemException;

/** Numbers as people type them. */
final class Numbers {

    private Numbers() {}

    static int whole(String doing, String typed) {
        String digits = typed.replace(",", "").strip();
        if (!digits.matches("[0-9]{1,9}")) {
            throw ProblemException.badRequest(doing + ": expected a whole number, got \"" + typed + "\".");
        }
        return Integer.parseInt(digits);
    }
}
