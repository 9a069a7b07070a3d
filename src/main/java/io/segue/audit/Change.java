package io.segue.audit;

import java.util.Optional;

/**
 * What was before and what is after; never a secret.
 *
 * @param because further words, such as a reason; may be empty
 */
public record Change(Optional<String> before, Optional<String> after, String because) {

    public static Change of(String before, String after) {
        return new Change(Optional.of(before), Optional.of(after), "");
    }

    /** Of something that was not there before, or whose state before does not matter. */
    public static Change to(String after) {
        return new Change(Optional.empty(), Optional.of(after), "");
    }

    /** Of the state before when there was one. */
    public static Change of(Optional<String> before, String after) {
        return new Change(before, Optional.of(after), "");
    }

    public Change because(String words) {
        return new Change(before, after, words);
    }
}
